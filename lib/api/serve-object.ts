import 'server-only'
import type { Context as HonoContext } from 'hono'
import type { Context } from '@/lib/auth/context'
import { parseByteRange } from '@/lib/http/byte-range'
import { headObject, readObject } from '@/lib/objects/read-object'
import { recordObjectRead, type SentPart } from '@/lib/objects/record-object-read'
import type { ObjectTarget } from '@/lib/objects/schema'
import { ObjectChanged } from '@/lib/storage/errors'
import type { ObjectInfo } from '@/lib/storage/object-store'
import type { Env } from './create-router'
import { inlineType } from './inline-type'
import { type Presentation, sendHead, sendNotModified, sendObject, toReadFailure } from './send-object'

type Serving = {
  /** Decides how the bytes may be used. */
  present: (info: ObjectInfo) => Promise<Presentation>
  /** Whose right counts; without it, whoever the guards let through. */
  ctx?: Context
  /** Answers a failure of reading; rethrows what it does not know. */
  toFailure?: (error: unknown, c: HonoContext<Env>) => Response
  /** Takes the place of the audit log's entry; may refuse, and may answer what to call with the number of bytes that did not go. */
  onSend?: (sent: SentPart) => (unsent: number) => void
}

/** Answers GET and HEAD for an object: whole, a range of it, or that it has not changed. */
export async function serveObject(
  c: HonoContext<Env>,
  target: ObjectTarget,
  { present, ctx = c.get('ctx'), toFailure = toReadFailure, onSend }: Serving,
): Promise<Response> {
  const { signal } = c.req.raw
  const known = unquote(c.req.header('if-none-match'))
  const isHead = c.env.incoming.method === 'HEAD'
  if (isHead || known !== undefined) {
    const info = await headObject(ctx, target, signal)
    if (info.etag !== null && info.etag === known) return sendNotModified(c, info)
    if (isHead) return sendHead(c, info, await present(info))
  }
  const content = await readPart(c, ctx, target).catch((error) => toFailure(error, c))
  if (content instanceof Response) return content
  const dropBody = (error: unknown) => {
    content.body.destroy()
    throw error
  }
  const { range, start, end, partial } = content
  const shown = await present(content.info).catch(dropBody)
  const sent = { range, start, end, size: content.info.size, isShown: shown.disposition === 'inline' }
  if (!onSend) await recordObjectRead(ctx, target, sent).catch(dropBody)
  const giveBack = onSend && (await inPromise(() => onSend(sent)).catch(dropBody))
  const written = bytesWritten(c)
  const response = await sendObject(c, { content, shown, partial })
  giveBack?.(Math.max(0, end - start - (bytesWritten(c) - written)))
  return response
}

/** A failure of a plain function, as one of a promise. */
async function inPromise<T>(call: () => T): Promise<T> {
  return call()
}

/** Of the connection as a whole, which a response leaves when it ends; what it adds of its head does not matter. */
function bytesWritten(c: HonoContext<Env>): number {
  return c.env.incoming.socket.bytesWritten
}

/** Bytes to be saved, never shown, under the type that they were stored with. */
export function attachment(info: ObjectInfo): Presentation {
  return {
    disposition: 'attachment',
    type: isHeaderSafe(info.contentType) ? info.contentType : 'application/octet-stream',
  }
}

/** Bytes to be shown where they themselves prove harmless, else to be saved. */
export async function inlineIfHarmless(ctx: Context, target: ObjectTarget, info: ObjectInfo): Promise<Presentation> {
  const type = await inlineType(ctx, target, info)
  return type ? { disposition: 'inline', type } : attachment(info)
}

/**
 * The range that was asked for, or everything. A download that goes on after a break says by If-Range which version it has
 * the first part of: of another version it needs all.
 */
async function readPart(c: HonoContext<Env>, ctx: Context, target: ObjectTarget) {
  const { signal } = c.req.raw
  const range = parseByteRange(c.req.header('range'))
  const ifMatch = unquote(c.req.header('if-match'))
  const ifRange = c.req.header('if-range')
  if (!range || ifRange === undefined) {
    const content = await readObject(ctx, target, { range, ifMatch, signal })
    return { ...content, range, partial: range !== undefined }
  }
  const same = await readObject(ctx, target, { range, ifMatch: unquote(ifRange), signal }).catch(nullIfChanged)
  if (same) return { ...same, range, partial: true }
  return { ...(await readObject(ctx, target, { ifMatch, signal })), range: undefined, partial: false }
}

function nullIfChanged(error: unknown): null {
  if (error instanceof ObjectChanged) return null
  throw error
}

/** The stored type is whatever its uploader said: Node refuses headers with other characters. */
function isHeaderSafe(type: string | null): type is string {
  return type !== null && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/.test(type)
}

function unquote(etag: string | undefined): string | undefined {
  return etag === '*' ? undefined : etag?.replace(/^(?:W\/)?"(.*)"$/, '$1')
}
