import 'server-only'
import * as z from 'zod'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'

export type StoredType = {
  name: string
  description: string
  schema: Record<string, unknown>
  /** Of the file that a value of this type is; null where a value has fields. */
  formatExtension: string | null
  createdBy: string
  editedAt: Date
}

type Draft = Omit<StoredType, 'editedAt'>

// A keyword of our own beside those of JSON Schema, which allows for such.
const EXTENSION = 'x-format-extension'

const at = (workspaceId: WorkspaceId, name: string) => ({ workspaceId_name: { workspaceId, name } })
const columns = { name: true, description: true, schema: true, createdBy: true, editedAt: true } as const

/** The types that a workspace defined itself, by name. */
export async function listStoredTypes(workspaceId: WorkspaceId): Promise<StoredType[]> {
  const rows = await (await db()).resourceType.findMany({
    where: { workspaceId },
    select: columns,
    orderBy: { name: 'asc' },
  })
  return rows.map(read)
}

/** One of them; null when there is none of that name. */
export async function findStoredType(workspaceId: WorkspaceId, name: string): Promise<StoredType | null> {
  const row = await (await db()).resourceType.findUnique({ where: at(workspaceId, name), select: columns })
  return row && read(row)
}

/** Adds a type. Throws a unique violation when the name is taken. */
export async function insertType(workspaceId: WorkspaceId, draft: Draft): Promise<void> {
  await (await db()).resourceType.create({ data: { workspaceId, createdBy: draft.createdBy, ...write(draft) } })
}

/** Replaces a type. False when it is gone. */
export async function replaceType(workspaceId: WorkspaceId, draft: Draft): Promise<boolean> {
  const { count } = await (await db()).resourceType.updateMany({
    where: { workspaceId, name: draft.name },
    data: { ...write(draft), editedAt: new Date() },
  })
  return count > 0
}

/** Removes a type. False when it is gone. */
export async function removeType(workspaceId: WorkspaceId, name: string): Promise<boolean> {
  return (await (await db()).resourceType.deleteMany({ where: { workspaceId, name } })).count > 0
}

function write({ name, description, schema, formatExtension }: Draft) {
  const kept = formatExtension === null ? schema : { ...schema, [EXTENSION]: formatExtension }
  return { name, description, schema: JSON.stringify(kept) }
}

const keptSchema = z.object({ [EXTENSION]: z.string().optional() }).catchall(z.unknown())

function read({ schema: text, ...row }: Omit<StoredType, 'schema' | 'formatExtension'> & { schema: string }) {
  const { [EXTENSION]: formatExtension = null, ...schema } = keptSchema.parse(JSON.parse(text))
  return { ...row, schema, formatExtension }
}
