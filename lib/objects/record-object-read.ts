import 'server-only'
import { LRUCache } from 'lru-cache'
import { recordRead } from '@/lib/audit/record-read'
import type { Context } from '@/lib/auth/context'
import { processWide } from '@/lib/shared'
import type { ByteRange } from '@/lib/storage/object-store'
import { auditedObject } from './audited-object'
import type { Target } from './schema'

/** Bytes. Whoever has read a larger file in pieces has it; of a smaller one a preview reads all at the first look. */
const PREVIEWED_BYTES = 1024 * 1024

/** Of a file that was read in pieces: the rest may be what a broken download had already. */
const NEARLY_ALL = 0.9
const TOGETHER_MS = 10 * 60_000

/** What of an object is sent: `range` as it was asked for; `isShown` in a page rather than saved. */
export type SentPart = { range: ByteRange | undefined; start: number; end: number; size: number; isShown: boolean }

/**
 * Tells the audit log that bytes of an object are sent. The whole file is one download, also when it comes in ranges; other
 * ranges are looks, as previews take them.
 */
export async function recordObjectRead(
  ctx: Context,
  target: Target & { file_key: string },
  sent: SentPart,
): Promise<void> {
  const place = auditedObject(target, target.file_key)
  const kind = isDownload(ctx, place, sent) ? 'download' : 'look'
  await recordRead(ctx, { kind, operation: kind === 'download' ? 'objects.download' : 'objects.preview', ...place })
}

function isDownload(
  ctx: Context,
  place: ReturnType<typeof auditedObject>,
  { range, start, end, size, isShown }: SentPart,
): boolean {
  if (isShown) return false
  if (range === undefined) return true
  if (start === 0 && end === size && !isClosed(range)) return true
  if (size <= PREVIEWED_BYTES) return false
  const key = JSON.stringify([ctx.workspace.id, ctx.person.id, place.storage, place.resource])
  const pieces = piecesRead()
  const bytes = (pieces.get(key) ?? 0) + end - start
  const isAll = bytes >= size * NEARLY_ALL
  pieces.set(key, isAll ? 0 : bytes)
  return isAll
}

function isClosed(range: ByteRange): boolean {
  return 'end' in range && range.end !== undefined
}

function piecesRead(): LRUCache<string, number> {
  return processWide('audit-pieces', () => new LRUCache<string, number>({ max: 10_000, ttl: TOGETHER_MS }))
}

/** Tells the audit log that somebody sees a part of an object that the server made out of it, such as rows or text. */
export async function recordLook(ctx: Context, target: Target & { file_key: string }): Promise<void> {
  await recordRead(ctx, { kind: 'look', operation: 'objects.preview', ...auditedObject(target, target.file_key) })
}

/** Tells the audit log that somebody takes all of an object in another form. */
export async function recordDownload(ctx: Context, target: Target & { file_key: string }): Promise<void> {
  await recordRead(ctx, { kind: 'download', operation: 'objects.download', ...auditedObject(target, target.file_key) })
}

/** Tells the audit log that somebody saw which objects lie under a prefix. */
export async function recordListing(ctx: Context, target: Target, prefix: string): Promise<void> {
  await recordRead(ctx, { kind: 'look', operation: 'objects.list', ...auditedObject(target, prefix) })
}
