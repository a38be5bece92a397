import { addAbortSignal, Readable } from 'node:stream'
import { ObjectChanged, ObjectExists, WrongSize } from './errors'
import { requireSent, SentChecksum } from './gcs-checksum'
import { type GcsBucket, uploadPath } from './gcs-client'
import { describeGcsFailure } from './gcs-errors'
import { sendChunks } from './gcs-resumable'
import { describeGcsObject, type GcsObject } from './gcs-translation'
import type { ObjectWrite, WriteOptions, WriteResult } from './object-store'
import { type PartReader, partReader } from './part-reader'

/** More is sent chunk by chunk. */
const SINGLE_REQUEST_BYTES = 8 * 1024 ** 2

export interface GcsUpload {
  key: string
  options: WriteOptions
  reader: PartReader
}

/** Stores a body: what fits into one request by one, the rest by a resumable upload with flat memory. */
export async function writeGcs(bucket: GcsBucket, { key, body, options }: ObjectWrite): Promise<WriteResult> {
  const source = body instanceof Readable && options.signal ? addAbortSignal(options.signal, body) : body
  const upload: GcsUpload = { key, options, reader: partReader(source) }
  try {
    options.signal?.throwIfAborted()
    const stored = await send(bucket, upload)
    return { etag: stored.generation ?? null, size: Number(stored.size ?? 0) }
  } catch (error) {
    if (body instanceof Readable) body.destroy()
    throw lostGeneration(error, { ...options, key })
  }
}

/** The condition of a write that must not replace just anything; 0 stands for no object. */
export function generationCondition({ overwrite, ifMatch }: Condition): { ifGenerationMatch?: number | string } {
  if (overwrite === false) return { ifGenerationMatch: 0 }
  return ifMatch === undefined ? {} : { ifGenerationMatch: ifMatch }
}

type Condition = Pick<WriteOptions, 'overwrite' | 'ifMatch'>

/** `ObjectExists` or `ObjectChanged` for what Google says when the condition did not hold; every other error as it is. */
export function lostGeneration(error: unknown, { key, overwrite, ifMatch }: Condition & { key: string }): unknown {
  if (describeGcsFailure(error)?.status !== 412) return error
  if (overwrite === false) return new ObjectExists(key, { cause: error })
  return ifMatch === undefined ? error : new ObjectChanged(key, { cause: error })
}

async function send(bucket: GcsBucket, upload: GcsUpload): Promise<GcsObject> {
  const { options, reader, key } = upload
  const { size = SINGLE_REQUEST_BYTES } = options
  if (size > SINGLE_REQUEST_BYTES) return sendChunks(bucket, upload)
  const first = await reader.take(size)
  if (await reader.ended()) {
    if (options.size !== undefined && first.length !== options.size) throw new WrongSize(key, options.size)
    return sendWhole(bucket, upload, first)
  }
  if (options.size !== undefined) throw new WrongSize(key, options.size)
  reader.unread(first)
  return sendChunks(bucket, upload)
}

async function sendWhole(bucket: GcsBucket, { key, options }: GcsUpload, body: Buffer): Promise<GcsObject> {
  const sent = new SentChecksum().update(body)
  const description = { ...describeGcsObject(key, options), md5Hash: sent.digest() }
  const boundary = `granary-${process.hrtime.bigint().toString(36)}`
  const head = `--${boundary}\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(description)}\r\n`
  const type = `--${boundary}\r\ncontent-type: ${options.contentType ?? 'application/octet-stream'}\r\n\r\n`
  const answer = await bucket.request<GcsObject>({
    path: uploadPath(bucket),
    method: 'POST',
    params: { uploadType: 'multipart', ...generationCondition(options) },
    headers: { 'content-type': `multipart/related; boundary=${boundary}` },
    data: Buffer.concat([Buffer.from(head + type), body, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    // Sent twice, it would find itself.
    repeatable: options.overwrite !== false && options.ifMatch === undefined,
    signal: options.signal,
  })
  await requireSent(bucket, answer.data, sent)
  return answer.data
}
