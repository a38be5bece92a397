import 'server-only'
import { couldListBelow } from '@/lib/permissions/access'
import { checkPrefix } from '@/lib/storage/keys'
import type { StoredUpload } from '@/lib/storage/multipart'
import { readCount } from './read-count'
import { encodePath } from './request-target'
import type { BucketCall, S3Answer } from './s3-call'
import { notImplemented, S3Failure } from './s3-failure'
import { s3Document } from './xml'

/** ListMultipartUploads: those of keys that the caller may write. */
export async function listUploads(call: BucketCall): Promise<S3Answer> {
  const { bucket, query } = call.target
  const limit = readCount(query, 'max-uploads')
  const prefix = checkPrefix(query.get('prefix') ?? '')
  if (query.get('delimiter')) throw notImplemented('A delimiter in a list of uploads')
  const encode = query.get('encoding-type') === 'url' ? encodePath : (text: string) => text
  const after = { key: query.get('key-marker') ?? '', id: query.get('upload-id-marker') ?? '' }
  const rest = (await allowedUploads(call, prefix)).filter((upload) => isBehind(upload, after))
  const page = rest.slice(0, limit)
  const last = rest.length > limit ? page.at(-1) : undefined
  const xml = s3Document('ListMultipartUploadsResult', {
    Bucket: bucket,
    KeyMarker: encode(after.key),
    UploadIdMarker: after.id,
    NextKeyMarker: last && encode(last.key),
    NextUploadIdMarker: last?.id,
    Prefix: encode(prefix),
    EncodingType: query.get('encoding-type'),
    MaxUploads: limit,
    IsTruncated: last !== undefined,
    Upload: page.map(({ key, id, startedAt }) => ({
      Key: encode(key),
      UploadId: id,
      StorageClass: 'STANDARD',
      Initiated: startedAt.toISOString(),
    })),
  })
  return { status: 200, xml }
}

async function allowedUploads({ opened, signal }: BucketCall, prefix: string): Promise<StoredUpload[]> {
  if (!couldListBelow(opened.access, prefix))
    throw new S3Failure('AccessDenied', `You may not list what begins with ${JSON.stringify(prefix)} in this storage.`)
  const { uploads } = opened.forListing()
  if (!uploads) throw notImplemented('A list of uploads to this kind of storage')
  return (await uploads({ prefix, signal }))
    .filter(({ key }) => opened.may('write', key) && opened.may('list', key))
    .sort((one, other) => compare(one.key, other.key) || compare(one.id, other.id))
}

function isBehind(upload: StoredUpload, after: { key: string; id: string }): boolean {
  const order = compare(upload.key, after.key)
  return order > 0 || (order === 0 && after.id !== '' && compare(upload.id, after.id) > 0)
}

/** By UTF-8 bytes, as keys are ordered. */
function compare(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}
