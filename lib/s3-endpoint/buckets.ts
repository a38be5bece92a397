import 'server-only'
import { readCount } from './read-count'
import type { BucketCall, S3Answer, S3Call } from './s3-call'
import { S3Failure } from './s3-failure'
import { s3Document } from './xml'

const MAX_BUCKETS = 10_000
// Storages have no date of their own, and clients insist on one.
const CREATED = new Date(0).toISOString()

/** ListBuckets: the storages that the caller may open. */
export async function listBuckets({ caller, target }: S3Call): Promise<S3Answer> {
  const { query } = target
  const limit = readCount(query, 'max-buckets', { fallback: MAX_BUCKETS, most: MAX_BUCKETS })
  const after = query.get('continuation-token') ?? ''
  const prefix = query.get('prefix') ?? ''
  const rest = (await caller.listBuckets()).sort().filter((name) => name.startsWith(prefix) && name > after)
  const page = rest.slice(0, limit)
  const xml = s3Document('ListAllMyBucketsResult', {
    Owner: owner(caller.signature.accessKey),
    Buckets: { Bucket: page.map((Name) => ({ Name, CreationDate: CREATED })) },
    Prefix: query.get('prefix'),
    ContinuationToken: rest.length > limit ? page.at(-1) : undefined,
  })
  return { status: 200, xml }
}

export function owner(name: string) {
  return { ID: name, DisplayName: name }
}

/** HeadBucket: whether there is such a storage that the caller may open. Signatures of any region are understood. */
export async function headBucket(): Promise<S3Answer> {
  return { status: 200, headers: { 'x-amz-bucket-region': 'us-east-1' } }
}

/** GetBucketLocation: the default region; signatures of any are understood. */
export async function getBucketLocation(): Promise<S3Answer> {
  return { status: 200, xml: s3Document('LocationConstraint', {}) }
}

/** CreateBucket: tools make sure of a bucket before they write into it. Storages are made by admins, in Granary. */
export async function createBucket({ target }: BucketCall): Promise<S3Answer> {
  throw new S3Failure('BucketAlreadyOwnedByYou', `There is a storage ${JSON.stringify(target.bucket)} already.`)
}
