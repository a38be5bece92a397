import 'server-only'
import { insertRows } from '@/lib/database/insert-rows'
import { db } from '@/lib/db'

/** An entry to keep. `action` is one of `auditActions`, `parameters` JSON text. */
export type NewEntry = {
  at: Date
  workspaceId: string | null
  username: string
  email: string
  userId: string | null
  operation: string
  action: string
  resource: string | null
  storage: string | null
  address: string
  tokenId: string | null
  tokenLabel: string | null
  parameters: string | null
}

/** Keeps entries in their order. */
export async function insertEntries(entries: readonly NewEntry[]): Promise<void> {
  await insertRows(await db(), 'AuditEntry', entries)
}

/** Which reads a workspace keeps; null when there is no such workspace. */
export async function findAuditReads(workspaceId: string): Promise<string | null> {
  const found = await (await db()).workspace.findUnique({ where: { id: workspaceId }, select: { auditReads: true } })
  return found?.auditReads ?? null
}

/** Sets which reads a workspace keeps. */
export async function updateAuditReads(workspaceId: string, auditReads: string): Promise<void> {
  await (await db()).workspace.update({ where: { id: workspaceId }, data: { auditReads } })
}

export type StoredEntry = NewEntry & { id: number }

/** What is looked for; what is left out does not matter. `workspaceId` null is every workspace, and none. */
export type EntryFilter = {
  workspaceId: string | null
  username?: string
  person?: string
  operationPrefix?: string
  operations?: string[]
  excludedOperations?: string[]
  resourcePrefix?: string
  path?: string
  actions?: string[]
  after?: Date
  until?: Date
  beforeId?: number
}

/** Entries, newest first. */
export async function listEntries(filter: EntryFilter, page: { skip?: number; take: number }): Promise<StoredEntry[]> {
  const where = {
    workspaceId: filter.workspaceId ?? undefined,
    username: filter.username,
    operation: { startsWith: filter.operationPrefix, in: filter.operations, notIn: filter.excludedOperations },
    action: { in: filter.actions },
    resource: filter.resourcePrefix ? { startsWith: filter.resourcePrefix } : undefined,
    at: { gt: filter.after, lte: filter.until },
    id: { lt: filter.beforeId },
    AND: [
      ...(filter.person ? [{ OR: [holding('username', filter.person), holding('email', filter.person)] }] : []),
      ...(filter.path ? [{ OR: [holding('resource', filter.path), holding('parameters', filter.path)] }] : []),
    ],
  }
  return (await db()).auditEntry.findMany({ where, orderBy: { id: 'desc' }, ...page })
}

function holding(column: 'username' | 'email' | 'resource' | 'parameters', text: string) {
  return { [column]: { contains: text } }
}

/** Removes up to `take` of the oldest entries that were made before `before`. Returns how many. */
export async function removeOldEntries(before: Date, take: number): Promise<number> {
  const { auditEntry } = await db()
  const oldest = await auditEntry.findMany({ orderBy: { id: 'asc' }, take, select: { id: true, at: true } })
  const ids = oldest.filter(({ at }) => at < before).map(({ id }) => id)
  return (await auditEntry.deleteMany({ where: { id: { in: ids } } })).count
}
