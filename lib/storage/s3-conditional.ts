import type { S3Bucket } from './s3-bucket'
import { describeFailure } from './s3-errors'

type Condition = { IfNoneMatch?: '*' }

/** Sends a write that must not overwrite with the header for it, and without where the server refuses the header itself. */
export async function sendConditional<T>(
  bucket: S3Bucket,
  overwrite: boolean,
  send: (condition: Condition) => Promise<T>,
): Promise<T> {
  if (overwrite || !bucket.conditionalWrites) return send({})
  try {
    return await send({ IfNoneMatch: '*' })
  } catch (error) {
    if (!isNotImplemented(error)) throw error
    bucket.conditionalWrites = false
    return send({})
  }
}

/** Whether a conditional write lost: the key is taken, or somebody else is writing it at this moment. */
export function isLostCondition(error: unknown): boolean {
  const failure = describeFailure(error)
  return failure?.status === 412 || (failure?.status === 409 && failure.code === 'ConditionalRequestConflict')
}

/** Whether the server says that it does not know what it was asked for. */
export function isNotImplemented(error: unknown): boolean {
  const failure = describeFailure(error)
  return failure?.status === 501 || failure?.code === 'NotImplemented' || failure?.code === 'MethodNotAllowed'
}
