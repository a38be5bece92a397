import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { parse } from '@/lib/parse'
import { forgetIdentities } from '@/lib/people/identity-cache'
import type { Rule } from '@/lib/permissions/rules'
import { ruleListSchema } from './schema'

export type StoredStorage = {
  name: string
  resourcePath: string
  publicResource: boolean
  /** Advanced permission rules; null when they are off. */
  rules: Rule[] | null
}

const columns = { name: true, resourcePath: true, publicResource: true, rules: true } as const

/** One storage of the workspace by its name; null when there is none. */
export async function findStorage(workspaceId: WorkspaceId, name: string): Promise<StoredStorage | null> {
  const where = { workspaceId_name: { workspaceId, name } }
  const row = await (await db()).storageSetting.findUnique({ where, select: columns })
  return row && read(row)
}

/** The primary storage first, then the secondary ones in the order of the settings. */
export async function listStoredStorages(workspaceId: WorkspaceId): Promise<StoredStorage[]> {
  const orderBy = { position: 'asc' } as const
  return (await (await db()).storageSetting.findMany({ where: { workspaceId }, select: columns, orderBy })).map(read)
}

function read(row: Omit<StoredStorage, 'rules'> & { rules: string | null }): StoredStorage {
  return { ...row, rules: row.rules === null ? null : parse(ruleListSchema, JSON.parse(row.rules)) }
}

/** Replaces all storages of a workspace at once, in this order. */
export async function replaceStorages(workspaceId: WorkspaceId, storages: StoredStorage[]): Promise<void> {
  const client = await db()
  const rows = storages.map(({ rules, ...storage }, position) => ({
    workspaceId,
    ...storage,
    rules: rules && JSON.stringify(rules),
    position,
  }))
  await client.$transaction(async (tx) => {
    await tx.storageSetting.deleteMany({ where: { workspaceId } })
    await tx.storageSetting.createMany({ data: rows })
  })
  forgetIdentities()
}
