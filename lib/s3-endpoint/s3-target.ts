import { decodeOnce, partTarget, readQuery } from './request-target'
import { S3Failure } from './s3-failure'

/** What a request of the S3 protocol is about; '' for what it does not name. */
export type S3Target = { bucket: string; key: string; query: Map<string, string> }

const PATH = /^\/api\/w\/[^/]+\/s3_proxy(?:\/([^/]*)(?:\/(.*))?)?$/s

/** Reads bucket and key from a request target, each decoded once. */
export function readS3Target(target: string): S3Target {
  const { path, query } = partTarget(target)
  const [, bucketPart = '', keyPart = ''] = PATH.exec(path) ?? []
  const bucket = decodeOnce(bucketPart)
  const key = decodeOnce(keyPart)
  const pairs = readQuery(query)
  if (bucket === null || key === null || pairs === null)
    throw new S3Failure('InvalidURI', 'The address of the request is not UTF-8.')
  return { bucket, key, query: new Map(pairs) }
}
