import 'server-only'
import type { OutgoingHttpHeaders } from 'node:http'
import { harmlessType, SNIFF_BYTES } from '@/lib/previews/sniff'
import type { ObjectInfo } from '@/lib/storage/object-store'
import { asHeader, present } from './headers-of-object'
import type { ObjectReader } from './object-version'
import type { BucketCall } from './s3-call'

const OVERRIDES: Readonly<Record<string, string>> = {
  'response-content-type': 'content-type',
  'response-content-language': 'content-language',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
  'response-cache-control': 'cache-control',
  'response-expires': 'expires',
}

/** Parameters that name headers of the answer. */
export const overrideParameters = Object.keys(OVERRIDES)

/**
 * Headers that say how the bytes may be used. A program that signs each request gets what was stored; an address that was signed in advance may be
 * opened in a browser, where bytes are only saved unless they themselves prove harmless.
 */
export async function presentationOf(
  call: BucketCall,
  store: ObjectReader,
  info: ObjectInfo,
): Promise<OutgoingHttpHeaders> {
  const asked = readOverrides(call)
  if (call.caller.signature.expiresSeconds === null) return asked
  const wanted = call.target.query.get('response-content-disposition')
  const disposition = (wanted && asHeader(wanted) !== null ? wanted : info.contentDisposition) ?? ''
  const isInline = /^\s*inline\s*(;|$)/i.test(disposition)
  const type = isInline && info.size > 0 ? await sniff(store, info.key, call.signal) : null
  if (type) return { 'cache-control': 'private, no-cache', ...asked, 'content-type': type }
  const attachment = disposition.replace(/^\s*[^;]*?(?=\s*(;|$))/, 'attachment').trimEnd()
  return { 'cache-control': 'private, no-cache', ...asked, ...present('content-disposition', attachment) }
}

function readOverrides({ target }: BucketCall): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {}
  for (const [parameter, name] of Object.entries(OVERRIDES))
    Object.assign(headers, present(name, target.query.get(parameter)))
  return headers
}

async function sniff(store: ObjectReader, key: string, signal: AbortSignal): Promise<string | null> {
  const { body } = await store.read(key, { range: { start: 0, end: SNIFF_BYTES }, signal })
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return harmlessType(Buffer.concat(chunks))
}
