import { ObjectChanged, ObjectExists } from './errors'
import { holding } from './key-lock'
import type { WriteOptions } from './object-store'
import { placeOf, type S3Bucket } from './s3-bucket'
import { describeFailure } from './s3-errors'
import { headObject } from './s3-read'
import { toEtag } from './s3-translation'

/** What a write may meet at its key. */
export type WriteCondition = Pick<WriteOptions, 'overwrite' | 'ifMatch'>
type Headers = { IfNoneMatch?: '*'; IfMatch?: string }

type KeyCondition = WriteCondition & { key: string; once?: boolean; signal?: AbortSignal }
type Send<T> = (headers: Headers) => Promise<T>

/**
 * Sends a write that must not replace just anything with the header for it, and without where the server refuses the header itself.
 * Of this process one such write of a key is under way at a time, because servers such as versitygw look first and write later.
 * `once`: the body is there only once, so that a refusal is final; its sender may be slow, and keeps nobody waiting.
 */
export async function sendConditional<T>(bucket: S3Bucket, condition: KeyCondition, send: Send<T>): Promise<T> {
  const headers = headersOf(condition)
  if (!headers) return send({})
  if (condition.once) return sendWith(headers, bucket, condition, send)
  const { server, container } = placeOf(bucket.settings)
  const name = JSON.stringify(['conditional write', server, container, condition.key])
  return holding([name], () => sendWith(headers, bucket, condition, send), condition.signal)
}

async function sendWith<T>(headers: Headers, bucket: S3Bucket, condition: KeyCondition, send: Send<T>): Promise<T> {
  const header = condition.overwrite === false ? 'IfNoneMatch' : 'IfMatch'
  if (!bucket.conditions[header]) return sendBare(bucket, condition, send)
  try {
    return await send(headers)
  } catch (error) {
    // Ceph compares the header with its quotes.
    if (!condition.once && isLost(error) && (await isThere(bucket, condition)))
      return send({ IfMatch: condition.ifMatch })
    if (!isNotImplemented(error)) throw error
    bucket.conditions[header] = false
    if (condition.once) throw error
    return sendBare(bucket, condition, send)
  }
}

/** The server does not decide, so the key is looked at: once more, because others wrote while this one's body came and its turn did not. */
async function sendBare<T>(bucket: S3Bucket, condition: KeyCondition, send: Send<T>): Promise<T> {
  const { key, overwrite, ifMatch, signal } = condition
  const found = await headObject(bucket, key, signal)
  if (overwrite === false && found) throw new ObjectExists(key)
  if (ifMatch !== undefined && toEtag(found?.ETag) !== ifMatch) throw new ObjectChanged(key)
  return send({})
}

async function isThere(bucket: S3Bucket, { key, ifMatch, signal }: KeyCondition): Promise<boolean> {
  return ifMatch !== undefined && toEtag((await headObject(bucket, key, signal))?.ETag) === ifMatch
}

/** `ObjectExists` or `ObjectChanged` for what a server says when the condition did not hold; every other error as it is. */
export function lostWrite(error: unknown, key: string, { overwrite, ifMatch }: WriteCondition): unknown {
  if (overwrite === false && isLost(error)) return new ObjectExists(key, { cause: error })
  const isGone = describeFailure(error)?.code === 'NoSuchKey'
  return ifMatch !== undefined && (isLost(error) || isGone) ? new ObjectChanged(key, { cause: error }) : error
}

function isLost(error: unknown): boolean {
  const failure = describeFailure(error)
  return failure?.status === 412 || (failure?.status === 409 && failure.code === 'ConditionalRequestConflict')
}

/** Whether the server says that it does not know what it was asked for. */
export function isNotImplemented(error: unknown): boolean {
  const failure = describeFailure(error)
  return failure?.status === 501 || failure?.code === 'NotImplemented' || failure?.code === 'MethodNotAllowed'
}

function headersOf({ overwrite, ifMatch }: WriteCondition): Headers | null {
  if (overwrite === false) return { IfNoneMatch: '*' }
  return ifMatch === undefined ? null : { IfMatch: `"${ifMatch}"` }
}
