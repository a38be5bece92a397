import type { _Object, GetObjectCommandOutput, HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { AppError } from '@/lib/errors'
import type { ByteRange, ObjectInfo, ObjectSummary } from './object-store'
import { checksumsIn } from './s3-checksums'

type Described = Pick<
  GetObjectCommandOutput & HeadObjectCommandOutput,
  | 'ETag'
  | 'LastModified'
  | 'ContentType'
  | 'ContentDisposition'
  | 'ContentEncoding'
  | 'CacheControl'
  | 'Metadata'
  | 'StorageClass'
  | 'VersionId'
  | 'TagCount'
  | 'ChecksumCRC32'
  | 'ChecksumCRC32C'
  | 'ChecksumCRC64NVME'
  | 'ChecksumSHA1'
  | 'ChecksumSHA256'
  | 'ChecksumType'
>

/** What the headers of a HEAD or GET tell. */
export function toInfo(key: string, size: number, headers: Described): ObjectInfo {
  return {
    key,
    size,
    lastModified: headers.LastModified ?? new Date(0),
    etag: toEtag(headers.ETag),
    contentType: headers.ContentType ?? null,
    contentDisposition: headers.ContentDisposition ?? null,
    contentEncoding: toContentEncoding(headers.ContentEncoding),
    cacheControl: headers.CacheControl ?? null,
    metadata: mapValues(headers.Metadata ?? {}, decodeHeader),
    storageClass: headers.StorageClass ?? null,
    versionId: headers.VersionId && headers.VersionId !== 'null' ? headers.VersionId : null,
    ...checksumsIn(headers),
    ...(headers.TagCount !== undefined && { tagCount: headers.TagCount }),
  }
}

/** What a line of a listing tells. */
export function toSummary(entry: _Object, decode: (text: string) => string): ObjectSummary {
  return {
    key: decode(entry.Key ?? ''),
    size: entry.Size ?? 0,
    lastModified: entry.LastModified ?? new Date(0),
    etag: toEtag(entry.ETag),
  }
}

/** An ETag without its quotes; some servers send it bare or, after a multipart upload, empty. */
export function toEtag(etag: string | undefined): string | null {
  return etag?.replace(/^(W\/)?"|"$/g, '') || null
}

/** Half-open range to the header of HTTP; undefined for the whole object. Never called with an empty range. */
export function rangeHeader(range: ByteRange | undefined): string | undefined {
  if (!range) return undefined
  if ('last' in range) return `bytes=-${range.last}`
  return `bytes=${range.start}-${range.end === undefined ? '' : range.end - 1}`
}

/** The bytes that an answer holds and the size of the whole object. */
export function extentOf(answer: Pick<GetObjectCommandOutput, 'ContentRange' | 'ContentLength'>) {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.ContentRange ?? '')
  if (match) return { start: Number(match[1]), end: Number(match[2]) + 1, size: Number(match[3]) }
  if (answer.ContentLength === undefined) {
    throw new AppError('unavailable', 'The storage server did not say how long the object is.')
  }
  return { start: 0, end: answer.ContentLength, size: answer.ContentLength }
}

/** Decoder for the keys of a listing, which are percent-encoded when the server says so. */
export function keyDecoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType !== 'url') return (text) => text
  return (text) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '))
    } catch {
      return text // a server that promises the encoding and sends a bare percent sign
    }
  }
}

/** User metadata as headers can carry it: what is not printable ASCII is encoded by RFC 2047, as AWS does. */
export function encodeMetadata(metadata: Record<string, string> | undefined): Record<string, string> | undefined {
  return metadata && mapValues(metadata, (text) => (/^[\x20-\x7e]*$/.test(text) ? text : encodeHeader(text)))
}

function encodeHeader(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`
}

/** A header's text as it was meant, where it comes encoded by RFC 2047. */
export function decodeHeader(text: string): string {
  return text.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_match, kind: string, content: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(content, 'base64').toString() : decodeQuoted(content),
  )
}

function decodeQuoted(content: string): string {
  const binary = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(binary, 'latin1').toString()
}

// Ceph stores the transfer framing of the SDK as if it were an encoding of the content.
function toContentEncoding(given: string | undefined): string | null {
  const encodings = (given ?? '').split(',').map((encoding) => encoding.trim())
  return encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(', ') || null
}

function mapValues(record: Record<string, string>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name, change(text)]))
}
