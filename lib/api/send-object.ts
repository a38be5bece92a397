import 'server-only'
import type { OutgoingHttpHeaders } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { create as contentDisposition } from 'content-disposition'
import type { Context as HonoContext } from 'hono'
import { sendBody } from '@/lib/http/send-body'
import { ObjectChanged, RangeNotSatisfiable } from '@/lib/storage/errors'
import type { ObjectContent, ObjectInfo } from '@/lib/storage/object-store'
import type { Env } from './create-router'
import { writeErrorLine } from './write-error-line'

/** How the bytes may be used: `type` as sniffed for what is shown inline, else as stored, always as an attachment. */
export type Presentation = {
  disposition: 'inline' | 'attachment'
  type: string
  /** Pages of other sites may embed them: the address itself is the right to them. */
  embeddable?: true
}

/**
 * Object bytes are hostile: never sniffed by the browser, never with scripts, never within another site
 * (OWASP Secure Headers; the sandbox also covers somebody who opens the address itself).
 */
export const SAFE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-cache',
  'accept-ranges': 'bytes',
}

type Sending = { content: ObjectContent; shown: Presentation /** Whether a range was asked for. */; partial: boolean }

/** Streams an object straight to the socket, 206 for a range, with exact lengths. */
export async function sendObject(c: HonoContext<Env>, { content, shown, partial }: Sending): Promise<Response> {
  const { info, start, end, body } = content
  const headers = { ...headersOf(info, shown), 'content-length': end - start }
  const range = partial ? { 'content-range': `bytes ${start}-${end - 1}/${info.size}` } : {}
  c.env.outgoing.writeHead(partial ? 206 : 200, { ...headers, ...range })
  await sendBody(body, c.env.outgoing, end - start)
  return RESPONSE_ALREADY_SENT
}

/** The headers alone, for HEAD. */
export function sendHead(c: HonoContext<Env>, info: ObjectInfo, shown: Presentation): Response {
  c.env.outgoing.writeHead(200, { ...headersOf(info, shown), 'content-length': info.size }).end()
  return RESPONSE_ALREADY_SENT
}

/** 304 where the browser has these very bytes. */
export function sendNotModified(c: HonoContext<Env>, info: ObjectInfo): Response {
  c.env.outgoing.writeHead(304, { ...SAFE_HEADERS, ...etagOf(info) }).end()
  return RESPONSE_ALREADY_SENT
}

/** Failures that HTTP has statuses of their own for; rethrows the rest. */
export function toReadFailure(error: unknown, c: HonoContext<Env>): Response {
  const answer = (status: 412 | 416, headers: Record<string, string> = {}) => {
    const line = writeErrorLine(error, c)
    return new Response(line.body, { status, headers: { ...Object.fromEntries(line.headers), ...headers } })
  }
  if (error instanceof ObjectChanged) return answer(412)
  if (error instanceof RangeNotSatisfiable) return answer(416, { 'content-range': `bytes */${error.size ?? '*'}` })
  throw error
}

function headersOf(info: ObjectInfo, { disposition, type, embeddable }: Presentation): OutgoingHttpHeaders {
  return {
    ...SAFE_HEADERS,
    ...(embeddable && { 'cross-origin-resource-policy': 'cross-origin' }),
    ...etagOf(info),
    'content-type': type,
    'content-disposition': contentDisposition(fileName(info.key), { type: disposition }),
    'last-modified': info.lastModified.toUTCString(),
  }
}

function etagOf(info: ObjectInfo): { etag?: string } {
  return info.etag ? { etag: `"${info.etag}"` } : {}
}

// Characters that are not seen, or that turn what comes after them around: "exe.gpj" read backwards is a picture.
const DECEIVING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu

/** What a file is called that holds the object: the last part of its key. */
export function fileName(key: string): string {
  return key.replace(/\/+$/, '').split('/').at(-1)?.replaceAll(DECEIVING, '_') || 'file'
}
