import 'server-only'
import { readCount } from './read-count'
import type { BucketCall, S3Answer } from './s3-call'
import { uploadsOf } from './uploads-of'
import { s3Document } from './xml'

/** ListParts, by number. */
export async function listParts(call: BucketCall): Promise<S3Answer> {
  const { bucket, key, query } = call.target
  const { uploads, place, told } = uploadsOf(call)
  const limit = readCount(query, 'max-parts')
  const after = readCount(query, 'part-number-marker', { fallback: 0, most: Number.MAX_SAFE_INTEGER })
  const rest = (await uploads.parts(place, { signal: call.signal })).filter(({ number }) => number > after)
  const parts = rest.slice(0, limit)
  const isTruncated = rest.length > limit
  const xml = s3Document('ListPartsResult', {
    Bucket: bucket,
    Key: key,
    UploadId: told,
    PartNumberMarker: after,
    NextPartNumberMarker: isTruncated ? parts.at(-1)?.number : 0,
    StorageClass: 'STANDARD',
    MaxParts: limit,
    IsTruncated: isTruncated,
    Part: parts.map(({ number, etag, size }) => ({ PartNumber: number, ETag: `"${etag}"`, Size: size })),
  })
  return { status: 200, xml }
}
