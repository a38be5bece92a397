import 'server-only'
import type { Context } from '@/lib/auth/context'
import type { NamedFolder, ShareFolder } from './schema'
import { updateFolder } from './update-folder'

/** Decides who may do what in a folder. For its owners and for admins. */
export async function shareFolder(ctx: Context, { name, grants }: ShareFolder): Promise<NamedFolder> {
  return updateFolder(ctx, { name, grants })
}
