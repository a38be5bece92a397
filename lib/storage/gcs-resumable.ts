import { AppError } from '@/lib/errors'
import { WrongSize } from './errors'
import { requireSent, SentChecksum } from './gcs-checksum'
import { type GcsBucket, uploadPath } from './gcs-client'
import { describeGcsFailure } from './gcs-errors'
import { describeGcsObject, type GcsObject } from './gcs-translation'
import { type GcsUpload, generationCondition } from './gcs-write'
import { partBuffers } from './part-buffers'

/** A multiple of 256 KiB, as Google wants all chunks but the last. */
const CHUNK_BYTES = 16 * 1024 ** 2
const INCOMPLETE = 308

interface Session {
  /** Path and query, below the endpoint. */
  path: string
  signal?: AbortSignal
}

interface Chunk {
  bytes: Buffer
  start: number
  isLast: boolean
}

/** Sends a body of any length by a resumable upload: one chunk is held while it is sent, so that it can be sent again. */
export async function sendChunks(bucket: GcsBucket, { key, options, reader }: GcsUpload): Promise<GcsObject> {
  const session = await begin(bucket, { key, options, reader })
  const buffer = partBuffers(CHUNK_BYTES).lease()
  const sent = new SentChecksum()
  try {
    for (let start = 0; ; ) {
      const bytes = await reader.fill(buffer, CHUNK_BYTES)
      const isLast = await reader.ended()
      const end = start + bytes.length
      const { size } = options
      if (size !== undefined && (isLast ? end !== size : end >= size)) throw new WrongSize(key, size)
      sent.update(bytes)
      const stored = await sendChunk(bucket, session, { bytes, start, isLast })
      if (stored) {
        partBuffers(CHUNK_BYTES).release(buffer)
        // An object before the last chunk is one that lacks the rest.
        if (!isLast) sent.update(Buffer.alloc(1))
        await requireSent(bucket, stored, sent)
        return stored
      }
      start = end
    }
  } catch (error) {
    // What is not finished is no object; Google forgets it after a week, if it is not told before.
    await bucket.request({ path: session.path, method: 'DELETE', validateStatus: () => true }).catch(() => undefined)
    throw error
  }
}

async function begin(bucket: GcsBucket, { key, options }: GcsUpload): Promise<Session> {
  const answer = await bucket.request({
    path: uploadPath(bucket),
    method: 'POST',
    params: { uploadType: 'resumable', name: key, ...generationCondition(options) },
    data: describeGcsObject(key, options),
    repeatable: true,
    signal: options.signal,
  })
  const location = answer.headers.get('location')
  if (!location || !URL.canParse(location, bucket.endpoint))
    throw new AppError('unavailable', 'The storage server began an upload without saying where it goes on.')
  // Only what follows the host counts: an upload goes nowhere but to the server of the resource.
  const { pathname, search } = new URL(location, bucket.endpoint)
  const base = bucket.endpoint.pathname.replace(/\/$/, '')
  const below = pathname.startsWith(base) ? pathname.slice(base.length) : pathname
  return { path: `${below}${search}`, signal: options.signal }
}

/** Sends one chunk, again from where the server is when it took only a part. The object once it is whole, else null. */
async function sendChunk(bucket: GcsBucket, session: Session, chunk: Chunk): Promise<GcsObject | null> {
  const end = chunk.start + chunk.bytes.length
  for (let from = chunk.start, tries = 0; ; tries++) {
    const answer = await put(bucket, session, {
      ...chunk,
      bytes: chunk.bytes.subarray(from - chunk.start),
      start: from,
    })
    if (answer.status !== INCOMPLETE) return answer.data
    const taken = takenBy(answer.headers.get('range'))
    if (taken === end && !chunk.isLast) return null
    if (taken < from || taken > end || tries > 10)
      throw new AppError('unavailable', 'The storage server lost a part of the upload. Send it again.')
    from = taken
  }
}

async function put(bucket: GcsBucket, { path, signal }: Session, { bytes, start, isLast }: Chunk) {
  const end = start + bytes.length
  const range = bytes.length === 0 ? '*' : `${start}-${end - 1}`
  const request = {
    ...{ path, method: 'PUT', signal, data: bytes },
    headers: { 'content-range': `bytes ${range}/${isLast ? end : '*'}` },
    validateStatus: (status: number) => status === INCOMPLETE || (status >= 200 && status < 300),
    // The chunk would be sent from its beginning, although the server may have taken some of it.
    retryConfig: { retry: 0 },
  }
  try {
    return await bucket.request<GcsObject>(request)
  } catch (error) {
    const failure = describeGcsFailure(error)
    const isPassing = failure && (failure.status === null || failure.status >= 500 || failure.status === 429)
    if (!isPassing || signal?.aborted) throw error
    // How far it came, or that it is whole.
    const asked = { 'content-range': `bytes */${isLast ? end : '*'}` }
    return bucket.request<GcsObject>({ ...request, headers: asked, data: undefined, retryConfig: undefined })
  }
}

/** Bytes that the server has. */
function takenBy(range: string | null): number {
  const last = /-(\d+)$/.exec(range ?? '')?.[1]
  return last === undefined ? 0 : Number(last) + 1
}
