import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'
import { ObjectChanged, ObjectNotFound } from './errors'
import { type GcsBucket, objectPath } from './gcs-client'
import { describeGcsFailure, translateGcsError } from './gcs-errors'
import { type GcsObject, toGcsInfo } from './gcs-translation'
import type { ObjectContent, ReadOptions } from './object-store'
import { resolveRange } from './range'
import { extentOf } from './s3-translation'

type Version = {
  signal?: AbortSignal
  /** By default the newest. */
  generation?: string
}

/** The description of an object; null when there is none. */
export async function headGcs(
  bucket: GcsBucket,
  key: string,
  { signal, generation }: Version = {},
): Promise<GcsObject | null> {
  try {
    const params = generation === undefined ? {} : { generation }
    const { data } = await bucket.request<GcsObject>({ path: objectPath(bucket, key), params, signal })
    // A server that knows no versions would tell of the newest.
    return generation === undefined || data.generation === generation ? data : null
  } catch (error) {
    if (isMissingObject(error)) return null
    throw error
  }
}

/** Description and bytes of an object. */
export async function readGcs(
  bucket: GcsBucket,
  key: string,
  options: ReadOptions & Pick<Version, 'generation'>,
): Promise<ObjectContent> {
  const { range, ifMatch, signal, generation } = options
  const found = await headGcs(bucket, key, { signal, generation })
  if (!found) throw new ObjectNotFound(key)
  const info = toGcsInfo(found)
  if (ifMatch && info.etag !== ifMatch) throw new ObjectChanged(key)
  const { start, end } = resolveRange(key, range, info.size)
  if (info.size === 0) return { info, start, end, body: Readable.from([]) }
  const body = await download(bucket, { key, start, end, whole: !range, generation: info.etag ?? undefined, signal })
  return { info, start, end, body }
}

type Download = { key: string; start: number; end: number; whole: boolean; generation?: string; signal?: AbortSignal }

async function download(
  bucket: GcsBucket,
  { key, start, end, whole, generation, signal }: Download,
): Promise<Readable> {
  const request = {
    path: objectPath(bucket, key),
    // The bytes of that description and of no other.
    params: { alt: 'media', ...(generation && { generation }) },
    // Else Google would unpack what is stored packed.
    headers: { 'accept-encoding': 'gzip', ...(!whole && { range: `bytes=${start}-${end - 1}` }) },
    ...{ compress: false, responseType: 'stream' as const, signal },
  }
  const answer = await bucket.request<Readable>(request).catch((error) => {
    throw isMissingObject(error) ? new ObjectChanged(key, { cause: error }) : error
  })
  const body = translated(answer.data, bucket, signal)
  const ContentRange = answer.headers.get('content-range') ?? undefined
  const extent = ContentRange ? extentOf({ ContentRange }) : { start: 0, end: whole ? end : -1 }
  if (extent.start === start && extent.end === end) return body
  body.destroy()
  throw new AppError('unavailable', 'The storage server sent other bytes than it was asked for.')
}

// A connection that breaks in the middle must end the body with a sentence too.
function translated(body: Readable, bucket: GcsBucket, signal?: AbortSignal): Readable {
  // Whoever reads it later still learns of an error that comes before.
  body.on('error', () => undefined)
  const destroy = body._destroy.bind(body)
  body._destroy = (error, callback) =>
    destroy(error, (final) => {
      const failure = final ?? error
      const sentence = failure && (signal?.aborted ? signal.reason : translateGcsError(failure, bucket))
      callback(sentence instanceof Error ? sentence : (failure ?? null))
    })
  return body
}

/** Whether the answer says that there is no such object; a missing bucket says so in its words. */
export function isMissingObject(error: unknown): boolean {
  const failure = describeGcsFailure(error)
  return failure?.status === 404 && !/bucket does not exist/i.test(failure.message)
}
