import 'server-only'
import type { Context } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { type FolderAccess, folderAccessSchema } from './schema'
import { findGrants } from './store'

/** The actor's highest access to a folder by name or by group, or null. */
export async function findFolderAccess(ctx: Context, folder: string): Promise<FolderAccess | null> {
  const subjects = [`u/${ctx.username}`, ...ctx.groups.map((group) => `g/${group}`)]
  const grants = await findGrants(ctx.workspace.id, folder, subjects)
  const ranked = grants.map((grant) => parse(folderAccessSchema, grant.access)).sort((a, b) => rank(b) - rank(a))
  return ranked[0] ?? null
}

function rank(access: FolderAccess): number {
  return folderAccessSchema.options.indexOf(access)
}
