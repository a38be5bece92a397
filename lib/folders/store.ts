import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { db } from '@/lib/db'

/** What these subjects are granted in one folder. */
export async function findGrants(workspaceId: WorkspaceId, folder: string, subjects: string[]) {
  return (await db()).folderGrant.findMany({
    where: { workspaceId, folder, subject: { in: subjects } },
    select: { subject: true, access: true },
  })
}

/** Every grant of these subjects in the workspace. */
export async function findGrantsOf(workspaceId: WorkspaceId, subjects: string[]) {
  return (await db()).folderGrant.findMany({
    where: { workspaceId, subject: { in: subjects } },
    select: { folder: true, access: true },
  })
}

/** All folders by name, each with its grants. */
export async function listStoredFolders(workspaceId: WorkspaceId) {
  return (await db()).folder.findMany({
    where: { workspaceId },
    select: { name: true, grants: { select: { subject: true, access: true }, orderBy: { subject: 'asc' } } },
    orderBy: { name: 'asc' },
  })
}

/** One folder with its grants; null when there is none of that name. */
export async function findStoredFolder(workspaceId: WorkspaceId, name: string) {
  return (await db()).folder.findUnique({
    where: { workspaceId_name: { workspaceId, name } },
    select: { name: true, grants: { select: { subject: true, access: true }, orderBy: { subject: 'asc' } } },
  })
}

/** Makes a folder with its first owner. Does nothing to a folder that exists. False when it existed. */
export async function insertFolder(workspaceId: WorkspaceId, name: string, owner: string): Promise<boolean> {
  const client = await db()
  if (await client.folder.findUnique({ where: { workspaceId_name: { workspaceId, name } } })) return false
  try {
    const grants = { create: { subject: owner, access: 'owner' } }
    await client.folder.create({ data: { workspaceId, name, grants } })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** Replaces all grants of a folder at once. */
export async function replaceGrants(
  workspaceId: WorkspaceId,
  folder: string,
  grants: { subject: string; access: string }[],
): Promise<void> {
  const client = await db()
  await client.$transaction(async (tx) => {
    await tx.folderGrant.deleteMany({ where: { workspaceId, folder } })
    await tx.folderGrant.createMany({ data: grants.map((grant) => ({ workspaceId, folder, ...grant })) })
  })
}
