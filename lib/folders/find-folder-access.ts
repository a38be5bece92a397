import 'server-only'
import type { PathReader } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { type FolderAccess, folderAccessSchema } from './schema'
import { findGrants, findGrantsOf } from './store'

/** The actor's highest access to a folder by name or by group, or null. */
export async function findFolderAccess(ctx: PathReader, folder: string): Promise<FolderAccess | null> {
  const grants = await findGrants(ctx.workspace.id, folder, subjectsOf(ctx))
  return grants.map((grant) => parse(folderAccessSchema, grant.access)).reduce<FolderAccess | null>(higher, null)
}

/** The actor's highest access to every folder that they may at least read. */
export async function findFolderAccesses(ctx: PathReader): Promise<Map<string, FolderAccess>> {
  const accesses = new Map<string, FolderAccess>()
  for (const { folder, access } of await findGrantsOf(ctx.workspace.id, subjectsOf(ctx)))
    accesses.set(folder, higher(accesses.get(folder) ?? null, parse(folderAccessSchema, access)))
  return accesses
}

/** Under which names grants may speak of the actor. */
function subjectsOf(ctx: PathReader): string[] {
  return [`u/${ctx.username}`, ...ctx.groups.map((group) => `g/${group}`)]
}

function higher(one: FolderAccess | null, other: FolderAccess): FolderAccess {
  return one !== null && rank(one) >= rank(other) ? one : other
}

function rank(access: FolderAccess): number {
  return folderAccessSchema.options.indexOf(access)
}
