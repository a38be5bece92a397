import 'server-only'
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
  await (await db()).auditEntry.createMany({ data: [...entries] })
}

/** Which reads a workspace keeps; null when there is no such workspace. */
export async function findAuditReads(workspaceId: string): Promise<string | null> {
  const found = await (await db()).workspace.findUnique({ where: { id: workspaceId }, select: { auditReads: true } })
  return found?.auditReads ?? null
}
