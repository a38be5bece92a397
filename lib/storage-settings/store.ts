import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'

export type StoredStorage = { name: string; resourcePath: string; publicResource: boolean }

const columns = { name: true, resourcePath: true, publicResource: true } as const

/** One storage of the workspace by its name; null when there is none. */
export async function findStorage(workspaceId: WorkspaceId, name: string): Promise<StoredStorage | null> {
  return (await db()).storageSetting.findUnique({ where: { workspaceId_name: { workspaceId, name } }, select: columns })
}

/** The primary storage first, then the secondary ones in the order of the settings. */
export async function listStoredStorages(workspaceId: WorkspaceId): Promise<StoredStorage[]> {
  return (await db()).storageSetting.findMany({ where: { workspaceId }, select: columns, orderBy: { position: 'asc' } })
}

/** Replaces all storages of a workspace at once, in this order. */
export async function replaceStorages(workspaceId: WorkspaceId, storages: StoredStorage[]): Promise<void> {
  const client = await db()
  const rows = storages.map((storage, position) => ({ workspaceId, ...storage, position }))
  await client.$transaction(async (tx) => {
    await tx.storageSetting.deleteMany({ where: { workspaceId } })
    await tx.storageSetting.createMany({ data: rows })
  })
}
