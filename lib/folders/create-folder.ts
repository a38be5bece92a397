import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { insertFolder } from './store'

/** Makes a folder that its creator owns, or leaves the one that exists as it is. True when it is new. */
export async function createFolder(ctx: Context, { name }: { name: string }): Promise<boolean> {
  const isNew = await insertFolder(ctx.workspace.id, name, `u/${ctx.username}`)
  if (isNew) await recordAudit(ctx, { operation: 'folder.create', action: 'create', resource: `f/${name}` })
  return isNew
}
