import 'server-only'
import { recordObjectRead } from '@/lib/objects/record-object-read'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { ByteRange, ObjectInfo, ObjectStore } from '@/lib/storage/object-store'
import { readConditions, requireConditions } from './conditions'
import { headerOf } from './object-attributes'
import { type ObjectReader, readerOf } from './object-version'
import { decodeOnce } from './request-target'
import type { BucketCall, OpenBucket } from './s3-call'
import { S3Failure } from './s3-failure'

const PREFIX = 'x-amz-copy-source-'

/** The conditions that a copy may put on its source. */
export const sourceHeaders = [
  'x-amz-copy-source',
  ...['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'].map((name) => PREFIX + name),
]

export type CopySource = {
  place: OpenBucket
  store: ObjectStore
  key: string
  info: ObjectInfo
  /** Undefined for the object as it is now. */
  version: string | undefined
  /** Reads that version. */
  reader: ObjectReader
}

/** The object that a copy is made of, which the caller must be allowed to read. */
export async function openCopySource(call: BucketCall): Promise<CopySource> {
  const { bucket, key, version } = readSource(headerOf(call, 'x-amz-copy-source') ?? '')
  const place = await call.caller.open(bucket)
  const store = place.opened.authorize('read', key)
  const reader = readerOf(store, version)
  const info = await reader.head(key, { signal: call.signal })
  if (!info) throw new ObjectNotFound(key)
  requireSourceConditions(call, info)
  return { place, store, key, info, version, reader }
}

/** Tells the audit log of the source's workspace that bytes of it went elsewhere. */
export async function recordSourceRead(
  { place, key, info }: CopySource,
  sent: { range: ByteRange | undefined; start: number; end: number },
): Promise<void> {
  const object = { storage: place.storage, s3_resource_path: undefined, file_key: key }
  await recordObjectRead(place.ctx, object, { ...sent, size: info.size, isShown: false })
}

function requireSourceConditions(call: BucketCall, info: ObjectInfo): void {
  try {
    requireConditions(readConditions(call, PREFIX), info)
  } catch (error) {
    // A copy that is not made is no cached answer.
    if (!(error instanceof S3Failure && error.code === 'NotModified')) throw error
    throw new S3Failure('PreconditionFailed', 'The source of the copy has not changed as it must have.')
  }
}

/** `/bucket/key`, percent-encoded, with or without the first slash. */
function readSource(header: string): { bucket: string; key: string; version: string | undefined } {
  const [path = '', version] = header.split(/\?versionId=(.*)$/s)
  const decoded = decodeOnce(Buffer.from(path, 'utf8').toString('latin1')) ?? ''
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decoded) ?? []
  if (key === '') throw new S3Failure('InvalidArgument', 'x-amz-copy-source must be bucket/key, percent-encoded.')
  return { bucket, key, version: version === undefined ? undefined : (decodeOnce(version) ?? '') }
}
