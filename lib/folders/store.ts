import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { serializably, type Transaction } from '@/lib/database/serializably'
import { db } from '@/lib/db'

const columns = {
  name: true,
  displayName: true,
  summary: true,
  createdBy: true,
  createdAt: true,
  grants: { select: { subject: true, access: true }, orderBy: { subject: 'asc' } },
} as const

const at = (workspaceId: WorkspaceId, name: string) => ({ workspaceId_name: { workspaceId, name } })

type StoredGrant = { subject: string; access: string }

/** Every grant of these subjects in the workspace. */
export async function findGrantsOf(workspaceId: WorkspaceId, subjects: string[]) {
  return (await db()).folderGrant.findMany({
    where: { workspaceId, subject: { in: subjects } },
    select: { folder: true, access: true },
  })
}

/** All folders by name, each with its grants. */
export async function listStoredFolders(workspaceId: WorkspaceId) {
  return (await db()).folder.findMany({ where: { workspaceId }, select: columns, orderBy: { name: 'asc' } })
}

/** One folder with its grants; null when there is none of that name. */
export async function findStoredFolder(workspaceId: WorkspaceId, name: string) {
  return (await db()).folder.findUnique({ where: at(workspaceId, name), select: columns })
}

type NewFolder = { name: string; displayName?: string; summary?: string; createdBy: string; grants: StoredGrant[] }

/** Makes a folder with its first grants. Does nothing to a folder that exists. False when it existed. */
export async function insertFolder(workspaceId: WorkspaceId, { grants, ...folder }: NewFolder): Promise<boolean> {
  const client = await db()
  if (await client.folder.findUnique({ where: at(workspaceId, folder.name), select: { name: true } })) return false
  try {
    await client.folder.create({ data: { workspaceId, ...folder, grants: { create: grants } } })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

type FolderChange = { displayName?: string; summary?: string; grants?: StoredGrant[] }

/** Changes what a folder is called and, where they are given, all its grants at once. False when it is gone. */
export async function updateFolder(
  workspaceId: WorkspaceId,
  name: string,
  { grants, ...texts }: FolderChange,
): Promise<boolean> {
  const client = await db()
  return client.$transaction(async (tx) => {
    // Prisma counts nothing for an update without values, so whether it is there is asked for itself.
    if (!(await tx.folder.findUnique({ where: at(workspaceId, name), select: { name: true } }))) return false
    await tx.folder.updateMany({ where: { workspaceId, name }, data: texts })
    if (!grants) return true
    await tx.folderGrant.deleteMany({ where: { workspaceId, folder: name } })
    await tx.folderGrant.createMany({ data: grants.map((grant) => ({ workspaceId, folder: name, ...grant })) })
    return true
  })
}

/** Gives one subject an access to a folder, or changes the one that it has. */
export async function putGrant(workspaceId: WorkspaceId, folder: string, grant: StoredGrant): Promise<void> {
  const key = { workspaceId, folder, subject: grant.subject }
  await (await db()).folderGrant.upsert({
    where: { workspaceId_folder_subject: key },
    create: { ...key, access: grant.access },
    update: { access: grant.access },
  })
}

/** Takes the access of one subject away; one that is not there is no failure. */
export async function removeGrant(workspaceId: WorkspaceId, folder: string, subject: string): Promise<void> {
  await (await db()).folderGrant.deleteMany({ where: { workspaceId, folder, subject } })
}

/** How many items lie in a folder. */
export type FolderContent = { resources: number; variables: number; scripts: number; flows: number }

/** Removes a folder with its grants when nothing lies in it; answers what does. */
export function removeEmptyFolder(workspaceId: WorkspaceId, name: string): Promise<FolderContent> {
  return serializably(async (tx) => {
    const content = await countContent(tx, workspaceId, `f/${name}/`)
    const total = content.resources + content.variables + content.scripts + content.flows
    if (total === 0) await tx.folder.deleteMany({ where: { workspaceId, name } })
    return content
  })
}

/** `_` in a name is a wildcard in LIKE, so what the database finds is looked at again. */
async function countContent(tx: Transaction, workspaceId: string, prefix: string): Promise<FolderContent> {
  const query = { where: { workspaceId, path: { startsWith: prefix } }, select: { path: true } } as const
  const scripts = await tx.script.findMany({ ...query, where: { ...query.where, deleted: false } })
  const count = (rows: { path: string }[]) =>
    new Set(rows.map(({ path }) => path).filter((path) => path.startsWith(prefix))).size
  return {
    resources: count(await tx.resource.findMany(query)),
    variables: count(await tx.variable.findMany(query)),
    scripts: count(scripts),
    flows: count(await tx.flow.findMany(query)),
  }
}
