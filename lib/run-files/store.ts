import 'server-only'
import { db } from '@/lib/db'
import { type FileAccess, MAX_NAMES } from './schema'

type Client = Awaited<ReturnType<typeof db>>

export type FileUse = {
  runId: string
  workspaceId: string
  storage: string
  key: string
  access: FileAccess
  bytes: number
  requests: number
  /** Of these requests those whose bytes nobody saw. */
  unseen: number
  firstAt: Date
  lastAt: Date
}

/** The run that a token was made for, while it runs; null for any other token. */
export async function findRunIdOfToken(runTokenId: string): Promise<string | null> {
  return (await (await db()).run.findFirst({ where: { runTokenId }, select: { id: true } }))?.id ?? null
}

/** Uses that are kept in one transaction. */
const BATCH = 100

/** Adds to what is known of a run and its files, up to `most` rows of it. Throws for a run that is gone. */
export async function addFileUses(runId: string, uses: readonly FileUse[], most = MAX_NAMES): Promise<void> {
  const client = await db()
  // In the same order from everywhere, so that no two servers wait for one another.
  const sorted = uses.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  for (let start = 0; start < sorted.length; start += BATCH) {
    const kept = await withRoom(runId, sorted.slice(start, start + BATCH), most)
    await client.$transaction(kept.map((use) => addFileUse(client, use)))
  }
}

function addFileUse(client: Client, { bytes, requests, unseen, firstAt, lastAt, workspaceId, ...key }: FileUse) {
  return client.runFile.upsert({
    where: { runId_storage_access_key: key },
    create: { ...key, workspaceId, bytes, requests, unseen, firstAt, lastAt },
    update: {
      ...{ bytes: { increment: bytes }, requests: { increment: requests } },
      ...{ unseen: { increment: unseen }, lastAt },
    },
  })
}

/** Those that are known already, and as many others as there is room for. */
async function withRoom(runId: string, uses: FileUse[], most: number): Promise<FileUse[]> {
  const client = await db()
  let room = most - (await client.runFile.count({ where: { runId } }))
  if (room >= uses.length) return uses
  const key = { in: uses.map((use) => use.key) }
  const rows = await client.runFile.findMany({
    where: { runId, key },
    select: { storage: true, access: true, key: true },
  })
  const known = new Set(rows.map(nameOf))
  return uses.filter((use) => known.has(nameOf(use)) || room-- > 0)
}

function nameOf({ storage, access, key }: { storage: string; access: string; key: string }): string {
  return JSON.stringify([storage, access, key])
}

/** What a run did with files, in the order in which it began to. */
export async function listFilesOfRun(runId: string, take: number) {
  return (await db()).runFile.findMany({ where: { runId }, orderBy: [{ firstAt: 'asc' }, { key: 'asc' }], take })
}

type OfFile = { workspaceId: string; storage: string; key: string; userId?: string; take: number }

/** The runs, of one person where one is named, that did something with a file, the newest first. */
export async function listRunsOfFile({ workspaceId, storage, key, userId, take }: OfFile) {
  return (await db()).runFile.findMany({
    where: { workspaceId, storage, key, run: { workspaceId, userId } },
    include: { run: { select: { id: true, scriptPath: true, status: true } } },
    orderBy: { lastAt: 'desc' },
    take,
  })
}

const RUNS_AT_ONCE = 500

/** What these runs did with files, `take` rows at most. */
export async function listFilesOfRuns(runIds: readonly string[], take: number) {
  const client = await db()
  const found = []
  for (let start = 0; start < runIds.length && found.length < take; start += RUNS_AT_ONCE) {
    const where = { runId: { in: runIds.slice(start, start + RUNS_AT_ONCE) } }
    const orderBy = [{ firstAt: 'asc' }, { key: 'asc' }] as const
    found.push(...(await client.runFile.findMany({ where, orderBy: [...orderBy], take: take - found.length })))
  }
  return found
}
