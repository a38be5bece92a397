import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findFolderAccess } from './find-folder-access'
import type { ShareFolder } from './schema'
import { findStoredFolder, replaceGrants } from './store'

/** Decides who may do what in a folder. For its owners and for admins. */
export async function shareFolder(ctx: Context, { name, grants }: ShareFolder): Promise<{ name: string }> {
  const access = await findFolderAccess(ctx, name)
  const folder = ctx.isAdmin || access !== null ? await findStoredFolder(ctx.workspace.id, name) : null
  if (!folder) throw new AppError('not_found', `There is no folder f/${name}, or you may not see it.`)
  if (!ctx.isAdmin && access !== 'owner')
    throw new AppError('forbidden', `Only owners of f/${name} and admins decide who may see it.`)
  // Admins need no owner to come back in.
  if (!ctx.isAdmin && !grants.some((grant) => grant.access === 'owner'))
    throw new AppError('invalid', 'A folder needs at least one owner.')
  await replaceGrants(ctx.workspace.id, name, grants)
  return { name }
}
