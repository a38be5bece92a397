import type { ConnectionOptions } from './connection.ts'

/** A file as its parts. */
export interface S3ObjectRecord {
  /** Its key. */
  s3: string
  /** Name of a secondary storage; without one the workspace's primary storage. */
  storage?: string
  /** Query of a signed link. */
  presigned?: string
  /** What scripts and forms attach to it travels along. */
  [extra: string]: unknown
}

/** A file as a URI: `s3://storage/key`, or `s3:///key` in the primary storage. */
export type S3ObjectURI = `s3://${string}/${string}`

/** A file, in either form. */
export type S3Object = S3ObjectRecord | S3ObjectURI

/** Options of calls that mean a file. */
export interface S3Options extends ConnectionOptions {
  /** Path of a storage resource (`u/ada/bucket`) to use instead of the workspace's storages. */
  s3ResourcePath?: string
}

/** The parts of a file in either form. Throws for a text that is no such URI: a key alone would be ambiguous. */
export function parseS3Object(object: S3Object): S3ObjectRecord {
  if (typeof object !== 'string') return object
  const match = /^s3:\/\/([^/]*)\/(.+)$/s.exec(object)
  if (!match?.[2])
    throw new TypeError(
      `${JSON.stringify(object)} is no file: write s3://<storage>/<key>, s3:///<key> or { s3: <key> }.`,
    )
  return { s3: match[2], ...(match[1] && { storage: match[1] }) }
}

/** The query by which routes are told the storage and the file. */
export function targetQuery(object: S3Object, { s3ResourcePath }: S3Options) {
  const { s3, storage } = parseS3Object(object)
  return { file_key: s3, storage: storage ?? undefined, s3_resource_path: s3ResourcePath }
}
