import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { isGrantable } from '@/lib/grants/subject'
import { forgetIdentities } from '@/lib/people/identity-cache'
import type { FolderGrant } from './schema'
import { insertFolder } from './store'

/** Makes a folder that its creator owns, or leaves the one that exists as it is. True when it is new. */
export async function ensureFolder(ctx: Context, { name }: { name: string }): Promise<boolean> {
  const made = await insertFolder(ctx.workspace.id, { name, createdBy: ctx.username, grants: makersGrants(ctx) })
  forgetIdentities()
  if (made) await recordAudit(ctx, { operation: 'folder.create', action: 'create', resource: `f/${name}` })
  return made
}

/** A superadmin who is no member needs no grant, and has no name for one. */
export function makersGrants({ username }: Context): FolderGrant[] {
  return isGrantable(username) ? [{ subject: `u/${username}`, access: 'owner' }] : []
}
