import 'server-only'
import { db } from '@/lib/db'

/** Keeps a piece of a log. */
export async function appendLog(runId: string, piece: { start: number; text: string }): Promise<void> {
  const end = piece.start + piece.text.length
  await (await db()).runLog.create({ data: { runId, ...piece, end } })
}

/** Characters of a log that are kept so far. */
export async function logLength(runId: string): Promise<number> {
  const last = await (await db()).runLog.findFirst({
    where: { runId },
    orderBy: { start: 'desc' },
    select: { end: true },
  })
  return last?.end ?? 0
}

/** A log from its character `offset` on. */
export async function readLog(runId: string, offset = 0): Promise<string> {
  const pieces = await (await db()).runLog.findMany({
    where: { runId, end: { gt: offset } },
    orderBy: { start: 'asc' },
    select: { start: true, text: true },
  })
  return pieces.map(({ start, text }) => (start < offset ? text.slice(offset - start) : text)).join('')
}
