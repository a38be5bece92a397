import 'server-only'
import type { Context } from '@/lib/auth/context'
import { subjectsOf } from '@/lib/grants/subject'
import { parse } from '@/lib/parse'
import { higher } from './find-folder-access'
import { type FolderAccess, folderAccessSchema } from './schema'
import { listStoredFolders } from './store'

/** Names of the folders that a member may write to, read from and owns. */
export type MemberFolders = { writable: string[]; readable: string[]; owned: string[] }

type MemberNames = { username: string; groups: readonly string[] }

/** What members may do in which folder, by name or by group; asked for many members at once. */
export async function findMemberFolders(ctx: Context): Promise<(member: MemberNames) => MemberFolders> {
  const folders = await listStoredFolders(ctx.workspace.id)
  return (member) => {
    const subjects = new Set(subjectsOf(member))
    const accesses = folders.map(({ name, grants }) => ({ name, access: highest(grants, subjects) }))
    const having = (...wanted: FolderAccess[]) =>
      accesses.filter(({ access }) => access !== null && wanted.includes(access)).map(({ name }) => name)
    return { writable: having('write', 'owner'), readable: having('read', 'write', 'owner'), owned: having('owner') }
  }
}

function highest(grants: { subject: string; access: string }[], subjects: ReadonlySet<string>): FolderAccess | null {
  return grants
    .filter(({ subject }) => subjects.has(subject))
    .reduce<FolderAccess | null>((access, grant) => higher(access, parse(folderAccessSchema, grant.access)), null)
}
