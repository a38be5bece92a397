import 'server-only'
import type { OutgoingHttpHeaders } from 'node:http'
import { parseByteRange } from '@/lib/http/byte-range'
import { recordObjectRead } from '@/lib/objects/record-object-read'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { ByteRange, ObjectInfo } from '@/lib/storage/object-store'
import { resolveRange } from '@/lib/storage/range'
import { type Conditions, hasConditions, isAmong, readConditions, requireConditions } from './conditions'
import { headersOfObject, quotedEtag } from './headers-of-object'
import { checksumHeaders, wantsChecksums } from './kept-checksums'
import { headerOf } from './object-attributes'
import { type ObjectReader, readerOf, versionHeader } from './object-version'
import { presentationOf } from './presentation'
import type { BucketCall, S3Answer } from './s3-call'
import { notImplemented, S3Failure } from './s3-failure'

type Wanted = { conditions: Conditions; range: ByteRange | undefined; partNumber: number | null }

/** GetObject: the bytes, whole or a range of them. */
export async function getObject(call: BucketCall): Promise<S3Answer> {
  const { opened, target, signal } = call
  const store = opened.authorize('read', target.key)
  const reader = readerOf(store, target.query.get('versionId'))
  const wanted = readWanted(call)
  const { conditions } = wanted
  const needsHead = hasConditions(conditions) || wanted.partNumber !== null || headerOf(call, 'if-range') !== undefined
  const info = needsHead ? await headOf(reader, call) : null
  const known = info && decide(conditions, info)
  if (known) return known
  const range = info ? rangeOf(call, wanted, info) : wanted.range
  // A range that was decided by one version is none of another.
  const ifMatch = (range && info?.etag) ?? undefined
  const content = await reader.read(target.key, { range, ifMatch, checksums: wantsChecksums(call), signal })
  try {
    const changed = decide(conditions, content.info)
    if (changed) {
      content.body.destroy()
      return changed
    }
    const { start, end, body } = content
    const described = { ...headersOfObject(content.info), ...versionHeader(store, content.info) }
    const checksums = range ? {} : checksumHeaders(call, content.info)
    const headers = { ...described, ...checksums, ...(await presentationOf(call, reader, content.info)) }
    await record(call, { range, start, end, size: content.info.size })
    return { ...answerTo(headers, { range, start, end, size: content.info.size }), body }
  } catch (error) {
    content.body.destroy()
    throw error
  }
}

/** HeadObject: the same without the bytes. */
export async function headObject(call: BucketCall): Promise<S3Answer> {
  const store = call.opened.authorize('read', call.target.key)
  const reader = readerOf(store, call.target.query.get('versionId'))
  const wanted = readWanted(call)
  // Whether the client's copy is still right, or what it has the beginning of, is asked anew.
  const recent = !hasConditions(wanted.conditions) && headerOf(call, 'if-range') === undefined
  const info = await headOf(reader, call, { recent })
  const known = decide(wanted.conditions, info)
  if (known) return known
  const range = rangeOf(call, wanted, info)
  const described = { ...headersOfObject(info), ...versionHeader(store, info) }
  const checksums = range ? {} : checksumHeaders(call, info)
  const headers = { ...described, ...checksums, ...(await presentationOf(call, reader, info)) }
  return answerTo(headers, { range, size: info.size, ...resolveRange(info.key, range, info.size) })
}

function readWanted(call: BucketCall): Wanted {
  const range = parseByteRange(headerOf(call, 'range'))
  const part = call.target.query.get('partNumber')
  if (part !== undefined && !/^([1-9]\d{0,3}|10000)$/.test(part))
    throw new S3Failure('InvalidArgument', 'partNumber must be a number from 1 to 10000.')
  if (part !== undefined && range) throw new S3Failure('InvalidRequest', 'Ask for a range or for a part, not for both.')
  return { conditions: readConditions(call), range, partNumber: part === undefined ? null : Number(part) }
}

async function headOf(store: ObjectReader, call: BucketCall, { recent = false } = {}): Promise<ObjectInfo> {
  const { target, signal } = call
  const checksums = wantsChecksums(call)
  const info = await store.head(target.key, { signal, recent: recent && !checksums, checksums })
  if (!info) throw new ObjectNotFound(target.key)
  return info
}

/** 304 where the client has it already; null to go on. */
function decide(conditions: Conditions, info: ObjectInfo): S3Answer | null {
  try {
    requireConditions(conditions, info)
    return null
  } catch (error) {
    if (!(error instanceof S3Failure && error.code === 'NotModified')) throw error
    return { status: 304, headers: { ...quotedEtag(info.etag), 'last-modified': info.lastModified.toUTCString() } }
  }
}

/** A download that goes on after a break says which version it has the beginning of: of another one it needs all. */
function rangeOf(call: BucketCall, { range, partNumber }: Wanted, info: ObjectInfo): ByteRange | undefined {
  if (partNumber !== null) return rangeOfPart(partNumber, info)
  const same = headerOf(call, 'if-range')?.replace(/^"(.*)"$/, '$1')
  return same !== undefined && !isAmong([same], info.etag) ? undefined : range
}

/** What came in one piece is one part; where the parts of another object lay no store tells. */
function rangeOfPart(partNumber: number, { etag, size }: ObjectInfo): ByteRange | undefined {
  if (etag === null || /-\d+$/.test(etag)) throw notImplemented('partNumber for an object that was uploaded in parts')
  if (partNumber > 1) throw new S3Failure('InvalidPartNumber', `The object has one part, and no part ${partNumber}.`)
  return size === 0 ? undefined : { start: 0, end: size }
}

type Sent = { range: ByteRange | undefined; start: number; end: number; size: number }

function answerTo(headers: OutgoingHttpHeaders, { range, start, end, size }: Sent): S3Answer {
  const length = { ...headers, 'content-length': end - start }
  if (!range) return { status: 200, headers: length }
  return { status: 206, headers: { ...length, 'content-range': `bytes ${start}-${end - 1}/${size}` } }
}

async function record({ ctx, storage, target }: BucketCall, sent: Sent): Promise<void> {
  const object = { storage, s3_resource_path: undefined, file_key: target.key }
  // All of a small file is the file, however it was asked for.
  const range = sent.start === 0 && sent.end === sent.size ? undefined : sent.range
  await recordObjectRead(ctx, object, { ...sent, range, isShown: false })
}
