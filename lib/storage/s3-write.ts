import { addAbortSignal, Readable } from 'node:stream'
import { type CompletedPart, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import { AppError } from '@/lib/errors'
import { counting } from './counted-body'
import { StoreLacks, WrongSize } from './errors'
import type { ObjectWrite, WriteOptions, WriteResult } from './object-store'
import { partBuffers } from './part-buffers'
import { type PartReader, partReader } from './part-reader'
import type { S3Bucket } from './s3-bucket'
import { isNotImplemented, lostWrite, sendConditional } from './s3-conditional'
import { type MultipartAttempt, multipart, runBounded } from './s3-multipart'
import { MAX_UPLOAD_PARTS, SINGLE_PUT_BYTES, uploadPartBytes } from './s3-part-size'
import { taggingHeader } from './s3-tags'
import { encodeMetadata, toEtag } from './s3-translation'

const MIB = 1024 ** 2
/** What S3 takes by one request (Amazon S3 user guide, "Uploading objects"). */
const LARGEST_PUT_BYTES = 5 * 1024 * MIB
/** Larger parts are sent as streams, one at a time, instead of from memory. */
const LARGEST_BUFFERED_PART_BYTES = 16 * MIB
const BUFFERED_BYTES = 32 * MIB
const UNANNOUNCED_WITHOUT_PARTS =
  'The server of this storage takes no uploads in parts: a file over 16 MiB must be sent with its length (Content-Length), as a file is and a stream is not.'

interface Upload {
  key: string
  options: WriteOptions
  reader: PartReader
  partBytes: number
  /** Ends the reading of the body. */
  stop(): void
}

/** Stores a body: what fits into one request by one, the rest part by part with flat memory. */
export async function writeObject(bucket: S3Bucket, { key, body, options }: ObjectWrite): Promise<WriteResult> {
  const source = body instanceof Readable && options.signal ? addAbortSignal(options.signal, body) : body
  const stop = () => void (body instanceof Readable && body.destroy())
  const upload: Upload = { key, options, reader: partReader(source), partBytes: uploadPartBytes(options.size), stop }
  try {
    options.signal?.throwIfAborted()
    return await send(bucket, upload)
  } catch (error) {
    stop()
    throw lostWrite(error, key, options)
  }
}

async function send(bucket: S3Bucket, upload: Upload): Promise<WriteResult> {
  const { options, reader, key } = upload
  const { size = upload.partBytes } = options
  if (size > SINGLE_PUT_BYTES)
    return bucket.takesParts || size > LARGEST_PUT_BYTES ? sendParts(bucket, upload) : sendThrough(bucket, upload, size)
  const first = await reader.take(size)
  if (await reader.ended()) {
    if (options.size !== undefined && first.length !== options.size) throw new WrongSize(key, options.size)
    return sendWhole(bucket, upload, first)
  }
  if (options.size !== undefined) throw new WrongSize(key, options.size)
  reader.unread(first)
  return sendParts(bucket, upload).catch((error) => {
    throw isNotImplemented(error) ? new StoreLacks({ cause: error }, UNANNOUNCED_WITHOUT_PARTS) : error
  })
}

async function sendWhole(bucket: S3Bucket, { key, options }: Upload, body: Buffer): Promise<WriteResult> {
  const input = { ...describe(bucket, key, options), Body: body, ContentLength: body.length }
  const answer = await sendConditional(bucket, { ...options, key }, (condition) =>
    bucket.client.send(new PutObjectCommand({ ...input, ...condition }), { abortSignal: options.signal }),
  )
  return { etag: toEtag(answer.ETag), size: body.length }
}

/** One request for a body of any length, which is not held, and so is sent once. */
async function sendThrough(bucket: S3Bucket, { key, options, reader }: Upload, size: number): Promise<WriteResult> {
  const failed = new AbortController()
  const body = counting(reader.rest(), { key, size }, failed)
  const input = { ...describe(bucket, key, options), Body: body, ContentLength: size }
  const abortSignal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal
  try {
    const answer = await sendConditional(bucket, { ...options, key, once: true }, (condition) =>
      bucket.client.send(new PutObjectCommand({ ...input, ...condition }), { abortSignal }),
    )
    return { etag: toEtag(answer.ETag), size }
  } catch (error) {
    throw body.destroy().errored ?? error
  }
}

async function sendParts(bucket: S3Bucket, upload: Upload): Promise<WriteResult> {
  const { key, options, partBytes } = upload
  const limit = partBytes > LARGEST_BUFFERED_PART_BYTES ? 1 : Math.max(1, Math.floor(BUFFERED_BYTES / partBytes))
  let size = 0
  const etag = await multipart(bucket, {
    create: describe(bucket, key, options),
    condition: options,
    tags: options.tags,
    signal: options.signal,
    sendParts: (attempt) =>
      runBounded(partsOf(upload), limit, async (part) => {
        size += part.length
        return sendPart(bucket, upload, { part, attempt })
      }),
  })
  return { etag: toEtag(etag), size }
}

/** The buffer that a part fills from its beginning, in full length. */
function wholeBuffer(part: Buffer): Buffer {
  return Buffer.from(part.buffer)
}

interface Part {
  number: number
  body: Buffer | Readable
  length: number
}

type Sending = { part: Part; attempt: MultipartAttempt }

async function sendPart(bucket: S3Bucket, upload: Upload, { part, attempt }: Sending): Promise<CompletedPart> {
  const { key, stop, partBytes } = upload
  const where = { Bucket: bucket.settings.bucket, Key: key, UploadId: attempt.uploadId, PartNumber: part.number }
  const request = new UploadPartCommand({ ...where, Body: part.body, ContentLength: part.length })
  // The request would wait for ever for the rest of a body that broke off.
  if (part.body instanceof Readable) part.body.once('error', attempt.fail)
  try {
    const { ETag } = await bucket.client.send(request, { abortSignal: attempt.signal })
    // Only now: a request that failed may still have its buffer on a socket.
    if (Buffer.isBuffer(part.body)) partBuffers(partBytes).release(wholeBuffer(part.body))
    return { ETag, PartNumber: part.number }
  } catch (error) {
    stop()
    attempt.fail()
    throw part.body instanceof Readable ? (part.body.errored ?? error) : error
  }
}

async function* partsOf({ key, options: { size }, reader, partBytes }: Upload): AsyncGenerator<Part> {
  for (let number = 1, sent = 0; ; number++) {
    const length = size === undefined ? partBytes : Math.min(partBytes, size - sent)
    if (await reader.ended()) {
      if (size !== undefined && sent !== size) throw new WrongSize(key, size)
      return
    }
    if (size !== undefined && length === 0) throw new WrongSize(key, size)
    if (number > MAX_UPLOAD_PARTS)
      throw new AppError('invalid', 'An upload whose size is not announced can hold 156 GiB at most.')
    const body =
      length > LARGEST_BUFFERED_PART_BYTES
        ? reader.stream(length)
        : await reader.fill(partBuffers(partBytes).lease(), length)
    const held = body instanceof Readable ? length : body.length
    yield { number, body, length: held }
    sent += held
  }
}

/** What a request that makes an object says of it beside its bytes. */
export function describe({ settings }: S3Bucket, key: string, options: WriteOptions) {
  return {
    Bucket: settings.bucket,
    Key: key,
    ContentType: options.contentType,
    ContentDisposition: options.contentDisposition,
    ContentEncoding: options.contentEncoding,
    CacheControl: options.cacheControl,
    Metadata: encodeMetadata(options.metadata),
    Tagging: taggingHeader(options.tags),
  }
}
