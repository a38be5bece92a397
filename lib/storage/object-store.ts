import type { Readable } from 'node:stream'
import type { MultipartUploads, UploadPlace } from './multipart'

/** What a listing tells about an object. */
export interface ObjectSummary {
  key: string
  /** Bytes. */
  size: number
  lastModified: Date
  /** Opaque version of the content, without quotes; null where the server gives none. */
  etag: string | null
}

/** What a HEAD tells about an object. */
export interface ObjectInfo extends ObjectSummary {
  contentType: string | null
  contentDisposition: string | null
  contentEncoding: string | null
  cacheControl: string | null
  /** User metadata; names are lower-case, without the `x-amz-meta-` prefix. */
  metadata: Record<string, string>
  storageClass: string | null
  versionId: string | null
  /** Where a store keeps tags and says how many. */
  tagCount?: number
  /** In base64, by the algorithm's name in S3's headers (`crc32c`), where the server keeps them and was asked for them. */
  checksums?: Checksums
}

/** `type` says whether they are of the whole object or of the digests of its parts. */
export type Checksums = { type: 'FULL_OBJECT' | 'COMPOSITE' | null; values: Record<string, string> }

/** Half-open byte range `[start, end)`; without `end` to the last byte; `last` counts from the end. */
export type ByteRange = { start: number; end?: number } | { last: number }

export interface HeadOptions {
  signal?: AbortSignal
  /** What was known some seconds ago will do: never where something is decided by it that cannot be taken back. */
  recent?: boolean
  /** Tells `checksums`, where the server knows any. */
  checksums?: boolean
}

export interface ReadOptions {
  range?: ByteRange
  /** Refuses with `conflict` (ObjectChanged) when the object has another ETag by now. */
  ifMatch?: string
  /** Tells `checksums`, where the server knows any. */
  checksums?: boolean
  signal?: AbortSignal
}

export interface ObjectContent {
  info: ObjectInfo
  /** The bytes that follow, half-open and clamped to the object: `end - start` is the exact length of `body`. */
  start: number
  end: number
  /** Must be consumed or destroyed. */
  body: Readable
}

export interface ListOptions {
  /** Only keys that start with this; '' for all. */
  prefix?: string
  /** '/' folds everything below the next slash into `prefixes`; without it the listing is flat. */
  delimiter?: '/'
  /** Opaque, from the page before. */
  cursor?: string
  /** Only keys strictly after this one, by UTF-8 bytes. Ignored when `cursor` is given. */
  startAfter?: string
  /** Bounds objects and prefixes together, 1 to 1000. */
  limit?: number
  signal?: AbortSignal
}

export interface ListPage {
  objects: ObjectSummary[]
  prefixes: string[]
  /** null on the last page, never otherwise. */
  cursor: string | null
}

export interface WriteOptions {
  contentType?: string
  contentDisposition?: string
  contentEncoding?: string
  cacheControl?: string
  metadata?: Record<string, string>
  /** Only for a store that has `tags`. */
  tags?: Tags
  /** Bytes, when the sender knows: lets a store choose part sizes, and refuses with `invalid` when the body differs. */
  size?: number
  /** false: refuses with `conflict` (ObjectExists) when the key is taken. Default true. */
  overwrite?: boolean
  /** Refuses with `conflict` (ObjectChanged) unless the object that is there has this ETag. */
  ifMatch?: string
  signal?: AbortSignal
}

/** Labels of an object that can be changed without writing it anew. */
export type Tags = Record<string, string>

export interface ObjectTags {
  /** Throws `ObjectNotFound`, as the others do. */
  read(key: string, options?: { signal?: AbortSignal }): Promise<Tags>
  /** All of them at once; none for `{}`. */
  replace(key: string, tags: Tags): Promise<void>
}

/** Versions of objects by their ids, also of what was replaced or removed since. `ObjectNotFound` where there is none of that id. */
export interface ObjectVersions {
  head(key: string, version: string, options?: Omit<HeadOptions, 'recent'>): Promise<ObjectInfo>
  read(key: string, version: string, options?: ReadOptions): Promise<ObjectContent>
}

/** What `write` was asked for, as one value. */
export interface ObjectWrite {
  key: string
  body: Readable | Uint8Array
  options: WriteOptions
}

export interface WriteResult {
  etag: string | null
  /** Bytes written. */
  size: number
}

/** URLs that carry a signature in place of credentials. Whoever holds one may do that one thing until it expires; who asks for one must be authorised for the key. */
export interface PresignedUrls {
  /** Scheme, host and port that they lead to. */
  readonly origin: string
  /** To PUT one part of an upload, of exactly that many bytes where the store can bind a URL to a length. */
  part(part: UploadPlace & { number: number; size: number }, expiresSeconds: number): Promise<string>
  /** Headers that the PUT of a part must carry; absent: none. */
  partHeaders?(size: number): Record<string, string>
  /** To GET an object, as a file of that disposition and of a type that no browser shows. */
  download(key: string, disposition: string, expiresSeconds: number): Promise<string>
}

/** `overwrite` and `ifMatch` speak of the target, as when it is written. */
export type CopyOptions = Pick<WriteOptions, 'overwrite' | 'ifMatch' | 'signal'>

/** `ifMatch`: one key alone, and only as long as its object has this ETag; else `conflict` (ObjectChanged). */
export type RemoveOptions = { ifMatch?: string; signal?: AbortSignal }

/** Two stores of the same server and container hold the same objects. */
export interface StorePlace {
  server: string
  container: string
  /** A digest of what proves who we are: whoever is the same at both ends may copy from one to the other. */
  account: string
}

/**
 * The narrow waist between the product and every kind of storage. Keys are passed as they are, checked by `checkKey`,
 * never rewritten. Failures are `AppError`s with the native error as `cause`; a missing object is `ObjectNotFound`.
 */
export interface ObjectStore {
  /** One page, in UTF-8 order of keys. */
  list(options?: ListOptions): Promise<ListPage>
  /** null when there is no such object. */
  head(key: string, options?: HeadOptions): Promise<ObjectInfo | null>
  /** Throws `ObjectNotFound`, or `invalid` (RangeNotSatisfiable) for a range beyond the end. */
  read(key: string, options?: ReadOptions): Promise<ObjectContent>
  /** Streams `body` to the store with flat memory. The object is visible only once whole; an abort or a failure leaves nothing. */
  write(key: string, body: Readable | Uint8Array, options?: WriteOptions): Promise<WriteResult>
  /** Removing what does not exist succeeds, as on S3. At most 1000 keys. Returns the keys that the store refused, with its reason. */
  remove(keys: string[], options?: RemoveOptions): Promise<RemoveFailure[]>
  /** Server-side copy, of any size, with metadata. Throws `ObjectNotFound`. */
  copy?(source: string, target: string, options?: CopyOptions): Promise<void>
  /** The same from another container of the same server; `place` tells which those are. */
  copyFrom?(container: string, source: string, target: string, options?: CopyOptions): Promise<void>
  /** Where the objects lie. Absent: nothing tells. */
  readonly place?: StorePlace
  /** Absent where a store has nothing of the kind. */
  tags?: ObjectTags
  /** Absent where a store gives out none by their ids. */
  versions?: ObjectVersions
  /** Uploads in parts that outlive a request. */
  multipart?: MultipartUploads
  /** Lets a browser reach the store itself, for minutes and for one thing at a time. */
  presign?: PresignedUrls
  /** Where the bytes lie on this machine, for programs that read files; null when there is no such object. */
  localPath?(key: string): Promise<string | null>
  /** The same as long as the same key means the same object; another one once the storage was changed. Absent: nothing tells. */
  readonly identity?: string
  /** Releases sockets and files. */
  close?(): Promise<void>
}

export interface RemoveFailure {
  key: string
  reason: string
  /** The keys of the storage may not do it: to try again helps nobody. */
  isDenied?: boolean
}
