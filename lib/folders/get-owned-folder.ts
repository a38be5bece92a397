import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getFolder } from './list-folders'
import type { FolderSummary } from './schema'

/** The folder, for changing it. Throws `not_found`, or `forbidden` for whoever neither owns it nor is an admin. */
export async function getOwnedFolder(ctx: Context, name: string): Promise<FolderSummary> {
  const folder = await getFolder(ctx, { name })
  if (!folder.mayShare)
    throw new AppError('forbidden', `Only owners of f/${name} and admins may change it and decide who may see it.`)
  return folder
}
