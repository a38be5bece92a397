import { S3Failure } from './s3-failure'
import type { S3Target } from './s3-target'

/** Throws for what this endpoint does not do: lists, buckets and the sub-resources of objects, which parameters of the query name. */
export function requireSupported({ bucket, key, query }: S3Target): void {
  if (bucket === '' || key === '')
    throw new S3Failure('NotImplemented', 'Requests that name no object are not implemented here yet.')
  // `x-id` is the SDK's own name of the operation.
  const other = [...query.keys()].find((name) => name !== 'x-id' && !name.startsWith('X-Amz-'))
  if (other !== undefined)
    throw new S3Failure('NotImplemented', `The parameter ${JSON.stringify(other)} is not implemented here yet.`)
}
