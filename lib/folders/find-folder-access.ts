import 'server-only'
import type { PathReader } from '@/lib/auth/context'
import { subjectsOf } from '@/lib/grants/subject'
import { parse } from '@/lib/parse'
import { cachedIdentity } from '@/lib/people/identity-cache'
import { type FolderAccess, folderAccessSchema } from './schema'
import { findGrantsOf } from './store'

/** The actor's highest access to a folder by name or by group, or null. */
export async function findFolderAccess(ctx: PathReader, folder: string): Promise<FolderAccess | null> {
  return (await findFolderAccesses(ctx)).get(folder) ?? null
}

/** The actor's highest access to every folder that they may at least read; asked at every request, so remembered like identities. */
export async function findFolderAccesses(ctx: PathReader): Promise<ReadonlyMap<string, FolderAccess>> {
  const workspaceId = ctx.workspace.id
  const subjects = subjectsOf(ctx)
  const found = await cachedIdentity(`folders:${workspaceId}:${JSON.stringify(subjects)}`, async () => {
    const accesses = new Map<string, FolderAccess>()
    for (const { folder, access } of await findGrantsOf(workspaceId, subjects))
      accesses.set(folder, higher(accesses.get(folder) ?? null, parse(folderAccessSchema, access)))
    return accesses
  })
  return found ?? new Map()
}

/** The higher of two accesses. */
export function higher(one: FolderAccess | null, other: FolderAccess): FolderAccess {
  return one !== null && rank(one) >= rank(other) ? one : other
}

function rank(access: FolderAccess): number {
  return folderAccessSchema.options.indexOf(access)
}
