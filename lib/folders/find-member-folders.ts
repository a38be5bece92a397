import 'server-only'
import type { Context } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { type FolderAccess, folderAccessSchema } from './schema'
import { listStoredFolders } from './store'

/** Names of the folders that a member may write to, read from and owns. */
export type MemberFolders = { writable: string[]; readable: string[]; owned: string[] }

/** What members may do in which folder, by name or by the group of everybody; asked for many members at once. */
export async function findMemberFolders(ctx: Context): Promise<(username: string) => MemberFolders> {
  const folders = await listStoredFolders(ctx.workspace.id)
  return (username) => {
    const subjects = [`u/${username}`, 'g/all']
    const having = (...wanted: FolderAccess[]) =>
      folders
        .filter(({ grants }) =>
          grants.some(
            ({ subject, access }) => subjects.includes(subject) && wanted.includes(parse(folderAccessSchema, access)),
          ),
        )
        .map(({ name }) => name)
    return { writable: having('write', 'owner'), readable: having('read', 'write', 'owner'), owned: having('owner') }
  }
}
