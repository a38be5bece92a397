import type { ObjectInfo, ObjectSummary, WriteOptions } from './object-store'

/** An object as Google describes it. Numbers are texts. */
export interface GcsObject {
  name: string
  size?: string
  generation?: string
  updated?: string
  contentType?: string
  contentDisposition?: string
  contentEncoding?: string
  cacheControl?: string
  metadata?: Record<string, string>
  storageClass?: string
  /** In base64; absent where an object was joined of others. */
  md5Hash?: string
  /** In base64, of the bytes as they are stored. */
  crc32c?: string
}

/** The fields of a listing. */
export const LISTED_FIELDS = 'nextPageToken,prefixes,items(name,size,generation,updated)'

/** What a description tells. A generation is one content, so it serves as ETag and as version. */
export function toGcsInfo(object: GcsObject): ObjectInfo {
  const metadata = Object.entries(object.metadata ?? {}).map(([name, text]) => [name.toLowerCase(), text])
  return {
    ...toGcsSummary(object),
    contentType: object.contentType || null,
    contentDisposition: object.contentDisposition || null,
    contentEncoding: object.contentEncoding || null,
    cacheControl: object.cacheControl || null,
    metadata: Object.fromEntries(metadata),
    storageClass: object.storageClass && object.storageClass !== 'STANDARD' ? object.storageClass : null,
    versionId: object.generation ?? null,
    ...(object.crc32c && { checksums: { type: 'FULL_OBJECT', values: { crc32c: object.crc32c } } }),
  }
}

/** What a line of a listing tells. */
export function toGcsSummary({ name, size, updated, generation }: GcsObject): ObjectSummary {
  return { key: name, size: Number(size ?? 0), lastModified: new Date(updated ?? 0), etag: generation ?? null }
}

/** What a request that makes an object says of it beside its bytes. */
export function describeGcsObject(key: string, options: WriteOptions) {
  const { contentType, contentDisposition, contentEncoding, cacheControl, metadata } = options
  return { name: key, contentType, contentDisposition, contentEncoding, cacheControl, metadata }
}
