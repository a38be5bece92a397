import { Readable } from 'node:stream'
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3'
import { AppError } from '@/lib/errors'
import { exactly } from './counted-body'
import { ObjectChanged, ObjectNotFound, RangeNotSatisfiable } from './errors'
import type { ObjectContent, ReadOptions } from './object-store'
import { resolveRange } from './range'
import type { S3Bucket } from './s3-bucket'
import { askForChecksums } from './s3-checksums'
import { describeFailure, translateS3Error } from './s3-errors'
import { extentOf, rangeHeader, toEtag, toInfo } from './s3-translation'

/** The headers of an object; null when there is none. */
export async function headObject(
  bucket: S3Bucket,
  key: string,
  signal?: AbortSignal,
  checksums?: boolean,
): Promise<HeadObjectCommandOutput | null> {
  const command = new HeadObjectCommand({ Bucket: bucket.settings.bucket, Key: key })
  const request = askForChecksums(command, checksums)
  const send = () => bucket.client.send(request, { abortSignal: signal })
  try {
    return await send().catch(async (error) => {
      if (describeFailure(error)?.status !== 400) throw error
      await askForReason(bucket, key, signal)
      return send()
    })
  } catch (error) {
    // An answer to HEAD has no body, so a missing bucket cannot be told from a missing object.
    if (describeFailure(error)?.status === 404) return null
    throw error
  }
}

/**
 * A refusal of HEAD comes without the words for it: expired credentials, a wrong region. The same question by GET has them, and throws
 * them; where it is answered, the credentials of a role were renewed meanwhile.
 */
async function askForReason(bucket: S3Bucket, key: string, signal?: AbortSignal): Promise<void> {
  const request = new GetObjectCommand({ Bucket: bucket.settings.bucket, Key: key, Range: 'bytes=0-0' })
  const { Body } = await bucket.client.send(request, { abortSignal: signal }).catch((told) => {
    // That there is nothing, or nothing in it, HEAD can tell by itself.
    if ([404, 416].includes(describeFailure(told)?.status ?? 0)) return { Body: null }
    throw told
  })
  if (Body instanceof Readable) Body.destroy()
}

/** Headers and bytes of an object, by one request. */
export async function readObject(
  bucket: S3Bucket,
  key: string,
  { range, ifMatch, checksums, signal, versionId }: ReadOptions & { versionId?: string },
): Promise<ObjectContent> {
  if (isEmpty(range) && versionId === undefined) return refuseRange(bucket, key, signal)
  const command = new GetObjectCommand({
    Bucket: bucket.settings.bucket,
    Key: key,
    Range: rangeHeader(range),
    IfMatch: ifMatch && `"${ifMatch}"`,
    VersionId: versionId,
  })
  const request = askForChecksums(command, checksums)
  const answer = await bucket.client.send(request, { abortSignal: signal }).catch((error) => {
    throw readFailure(error, key)
  })
  const sent = bodyOf(answer, bucket, signal)
  const body = exactBody(sent, answer, key)
  try {
    if (ifMatch && toEtag(answer.ETag) !== ifMatch) throw new ObjectChanged(key)
    const { start, end, size } = extentOf(answer)
    if (answer.ContentLength !== undefined && answer.ContentLength !== end - start) throw otherBytes()
    const wanted = size === 0 && !range ? { start: 0, end: 0 } : resolveRange(key, range, size)
    if (start !== wanted.start || end !== wanted.end) throw otherBytes()
    return { info: toInfo(key, size, answer), start, end, body }
  } catch (error) {
    body.destroy()
    throw error
  }
}

/** HTTP sees to a length that its head tells, and nobody to one that only the range of the answer does. */
function exactBody(body: Readable, answer: GetObjectCommandOutput, key: string): Readable {
  if (answer.ContentLength !== undefined) return body
  const { start, end } = extentOf(answer)
  return exactly(body, { key, size: end - start })
}

async function refuseRange(bucket: S3Bucket, key: string, signal?: AbortSignal): Promise<never> {
  const found = await headObject(bucket, key, signal)
  if (!found) throw new ObjectNotFound(key)
  throw new RangeNotSatisfiable(key, found.ContentLength ?? null)
}

function readFailure(error: unknown, key: string): unknown {
  const failure = describeFailure(error)
  if (failure?.status === 412) return new ObjectChanged(key, { cause: error })
  if (failure?.status === 416)
    return new RangeNotSatisfiable(key, sizeIn(failure.header('content-range')), { cause: error })
  if (failure?.status === 404 && failure.code !== 'NoSuchBucket') return new ObjectNotFound(key, { cause: error })
  return error
}

function bodyOf(answer: GetObjectCommandOutput, bucket: S3Bucket, signal?: AbortSignal): Readable {
  const body = answer.Body
  if (!(body instanceof Readable)) throw new AppError('unavailable', 'The storage server answered without a body.')
  const destroy = body._destroy.bind(body)
  // A connection that breaks in the middle must end the body with a sentence too; piping it through another stream
  // for that would cost a third of the throughput.
  body._destroy = (error, callback) =>
    destroy(error, (final) => {
      const translated = final && (signal?.aborted ? signal.reason : translateS3Error(final, bucket.settings))
      callback(translated instanceof Error ? translated : (final ?? null))
    })
  return body
}

function otherBytes(): AppError {
  return new AppError('unavailable', 'The storage server sent other bytes than it was asked for.')
}

function isEmpty(range: ReadOptions['range']): boolean {
  if (!range) return false
  return 'last' in range ? range.last <= 0 : range.start < 0 || (range.end !== undefined && range.end <= range.start)
}

function sizeIn(contentRange: string | null): number | null {
  const size = /\/(\d+)$/.exec(contentRange ?? '')?.[1]
  return size === undefined ? null : Number(size)
}
