import 'server-only'
import { db } from '@/lib/db'
import type { FileAccess } from './schema'

export type FileUse = {
  runId: string
  workspaceId: string
  storage: string
  key: string
  access: FileAccess
  bytes: number
  requests: number
  firstAt: Date
  lastAt: Date
}

/** The run that a token was made for, while it runs; null for any other token. */
export async function findRunIdOfToken(runTokenId: string): Promise<string | null> {
  return (await (await db()).run.findFirst({ where: { runTokenId }, select: { id: true } }))?.id ?? null
}

/** Adds to what is known of a run and a file. Throws for a run that is gone. */
export async function addFileUse({ bytes, requests, firstAt, lastAt, workspaceId, ...key }: FileUse): Promise<void> {
  await (await db()).runFile.upsert({
    where: { runId_storage_access_key: key },
    create: { ...key, workspaceId, bytes, requests, firstAt, lastAt },
    update: { bytes: { increment: bytes }, requests: { increment: requests }, lastAt },
  })
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
