import 'server-only'
import type { Context } from '@/lib/auth/context'
import { findFolderAccess } from '@/lib/folders/find-folder-access'

/** Whether the actor may read what lies at `u/<user>/…` or `f/<folder>/…`. */
export async function canReadPath(ctx: Context, path: string): Promise<boolean> {
  return mayAt(ctx, path, 'read')
}

/** Whether the actor may create, change and delete at that path. */
export async function canWritePath(ctx: Context, path: string): Promise<boolean> {
  return mayAt(ctx, path, 'write')
}

async function mayAt(ctx: Context, path: string, wanted: 'read' | 'write'): Promise<boolean> {
  if (ctx.isAdmin) return true
  const [kind, owner] = path.split('/')
  if (kind === 'u') return owner === ctx.username
  if (kind !== 'f' || !owner) return false
  const access = await findFolderAccess(ctx, owner)
  return wanted === 'read' ? access !== null : access === 'write' || access === 'owner'
}
