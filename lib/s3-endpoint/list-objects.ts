import 'server-only'
import { recordListing } from '@/lib/objects/record-object-read'
import { couldListBelow } from '@/lib/permissions/access'
import { checkPrefix } from '@/lib/storage/keys'
import { owner } from './buckets'
import { behind, type Entry, listEntries, openPlace, type Place, sealPlace } from './list-entries'
import { readCount } from './read-count'
import { encodePath } from './request-target'
import type { BucketCall, S3Answer } from './s3-call'
import { S3Failure } from './s3-failure'
import { s3Document, type XmlElements } from './xml'

type Asked = { prefix: string; delimiter: string; limit: number; encode: (text: string) => string }

/** ListObjectsV2: goes on by a token. */
export async function listObjectsV2(call: BucketCall): Promise<S3Answer> {
  const { query } = call.target
  const asked = readAsked(call)
  const token = query.get('continuation-token')
  const startAfter = query.get('start-after')
  const place = token === undefined ? placeAfter(startAfter ?? '', asked) : openPlace(token)
  if (!place) throw new S3Failure('InvalidArgument', 'The continuation-token is none that this listing gave.')
  const { entries, next } = await list(call, asked, place)
  const contents = contentsOf(call, entries, { ...asked, withOwner: query.get('fetch-owner') === 'true' })
  const xml = s3Document('ListBucketResult', {
    ...headOf(call, asked),
    KeyCount: entries.length,
    ContinuationToken: token,
    StartAfter: startAfter === undefined ? undefined : asked.encode(startAfter),
    IsTruncated: next !== null,
    NextContinuationToken: next && sealPlace(next),
    ...contents,
  })
  return { status: 200, xml }
}

/** ListObjects, the first version: goes on after a name. */
export async function listObjectsV1(call: BucketCall): Promise<S3Answer> {
  const asked = readAsked(call)
  const marker = call.target.query.get('marker') ?? ''
  const { entries, next } = await list(call, asked, placeOfMarker(marker, asked))
  const xml = s3Document('ListBucketResult', {
    ...headOf(call, asked),
    Marker: asked.encode(marker),
    IsTruncated: next !== null,
    NextMarker: next && asked.encode(markerOf(next, entries, asked.limit)),
    ...contentsOf(call, entries, { ...asked, withOwner: true }),
  })
  return { status: 200, xml }
}

function readAsked({ target, opened }: BucketCall): Asked {
  const { query } = target
  const prefix = checkPrefix(query.get('prefix') ?? '')
  const encoding = query.get('encoding-type')
  if (encoding !== undefined && encoding !== 'url')
    throw new S3Failure('InvalidArgument', 'The only encoding-type is url.')
  if (!couldListBelow(opened.access, prefix))
    throw new S3Failure('AccessDenied', `You may not list what begins with ${JSON.stringify(prefix)} in this storage.`)
  return {
    prefix,
    delimiter: query.get('delimiter') ?? '',
    limit: readCount(query, 'max-keys'),
    encode: encoding === 'url' ? encodePath : (text) => text,
  }
}

async function list({ ctx, opened, storage, signal }: BucketCall, asked: Asked, place: Place) {
  if (asked.limit === 0) return { entries: [], next: null }
  const page = await listEntries(opened, { ...asked, place, signal })
  await recordListing(ctx, { storage, s3_resource_path: undefined }, asked.prefix)
  return page
}

/** A marker is the last line that was told. */
function placeOfMarker(marker: string, asked: Asked): Place {
  return (marker === '' ? null : openPlace(marker)) ?? placeAfter(marker, asked)
}

/** After a line: where that is a prefix, after all that it stands for. */
function placeAfter(name: string, { prefix, delimiter }: Asked): Place {
  const isFolded = delimiter !== '' && name.startsWith(prefix) && name.slice(prefix.length).endsWith(delimiter)
  return { after: isFolded ? behind(name) : name || undefined }
}

/** The last line, as clients expect; where the search has gone on since past what the caller may not see, a text that tells nothing. */
function markerOf(next: Place, entries: readonly Entry[], limit: number): string {
  const last = entries.at(-1)
  const isLast = last && (entries.length === limit || next.after === last.name)
  return isLast ? last.name : sealPlace(next)
}

function headOf({ target }: BucketCall, { prefix, delimiter, limit, encode }: Asked): XmlElements {
  return {
    Name: target.bucket,
    Prefix: encode(prefix),
    MaxKeys: limit,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: target.query.get('encoding-type'),
  }
}

type Shape = Pick<Asked, 'encode'> & { withOwner: boolean }

function contentsOf({ caller }: BucketCall, entries: readonly Entry[], { encode, withOwner }: Shape): XmlElements {
  return {
    Contents: entries.flatMap(({ object }) =>
      object
        ? {
            Key: encode(object.key),
            LastModified: object.lastModified.toISOString(),
            ETag: object.etag === null ? undefined : `"${object.etag}"`,
            Size: object.size,
            StorageClass: 'STANDARD',
            Owner: withOwner ? owner(caller.signature.accessKey) : undefined,
          }
        : [],
    ),
    CommonPrefixes: entries.flatMap(({ name, object }) => (object ? [] : { Prefix: encode(name) })),
  }
}
