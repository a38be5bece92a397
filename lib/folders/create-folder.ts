import 'server-only'
import type { Context } from '@/lib/auth/context'
import { insertFolder } from './store'

/** Makes a folder that its creator owns, or leaves the one that exists as it is. True when it is new. */
export async function createFolder(ctx: Context, { name }: { name: string }): Promise<boolean> {
  return insertFolder(ctx.workspace.id, name, `u/${ctx.username}`)
}
