import 'server-only'
import type { Context } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { findFolderAccesses } from './find-folder-access'
import { type FolderAccess, type FolderSummary, folderAccessSchema } from './schema'
import { listStoredFolders } from './store'

/** The folders that the actor may at least read, by name, and who else may. */
export async function listFolders(ctx: Context): Promise<FolderSummary[]> {
  const [folders, accesses] = await Promise.all([listStoredFolders(ctx.workspace.id), findFolderAccesses(ctx)])
  return folders
    .filter(({ name }) => ctx.isAdmin || accesses.has(name))
    .map(({ name, grants }) => {
      const access = accesses.get(name) ?? null
      return { name, grants: grants.map(readGrant), access, mayShare: ctx.isAdmin || access === 'owner' }
    })
}

function readGrant({ subject, access }: { subject: string; access: string }): {
  subject: string
  access: FolderAccess
} {
  return { subject, access: parse(folderAccessSchema, access) }
}
