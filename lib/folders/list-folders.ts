import 'server-only'
import type { Context } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { findFolderAccesses } from './find-folder-access'
import { missingFolder } from './missing-folder'
import { type FolderAccess, type FolderSummary, folderAccessSchema, type NamedFolder } from './schema'
import { findStoredFolder, listStoredFolders } from './store'

/** The folders that the actor may at least read, by name, and who else may. */
export async function listFolders(ctx: Context): Promise<FolderSummary[]> {
  const [folders, accesses] = await Promise.all([listStoredFolders(ctx.workspace.id), findFolderAccesses(ctx)])
  return folders
    .filter(({ name }) => ctx.isAdmin || accesses.has(name))
    .map((folder) => summarise(ctx, folder, accesses.get(folder.name) ?? null))
}

/** One of them. Throws `not_found` alike for one that is not there and one that the actor may not see. */
export async function getFolder(ctx: Context, { name }: NamedFolder): Promise<FolderSummary> {
  const access = (await findFolderAccesses(ctx)).get(name) ?? null
  const folder = ctx.isAdmin || access !== null ? await findStoredFolder(ctx.workspace.id, name) : null
  if (!folder) throw missingFolder(name)
  return summarise(ctx, folder, access)
}

type StoredFolder = NonNullable<Awaited<ReturnType<typeof findStoredFolder>>>

function summarise(ctx: Context, { grants, ...folder }: StoredFolder, access: FolderAccess | null): FolderSummary {
  const mayShare = ctx.isAdmin || (access === 'owner' && ctx.role !== 'operator')
  return { ...folder, grants: grants.map(readGrant), access, mayShare }
}

function readGrant({ subject, access }: { subject: string; access: string }) {
  return { subject, access: parse(folderAccessSchema, access) }
}
