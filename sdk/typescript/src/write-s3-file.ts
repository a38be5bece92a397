import { GranaryError } from './granary-error.ts'
import { type request, requestJson } from './request.ts'
import { retried } from './retry.ts'
import { cut, joined, type S3Content, type SizedContent, sized, sizeOf, slices } from './s3-content.ts'
import { parseS3Object, type S3Object, type S3ObjectRecord, type S3Options } from './s3-object.ts'
import { beginUpload, sendParts } from './write-in-parts.ts'

export interface WriteOptions extends S3Options {
  /** Stored type; by the ending of the key when left out. */
  contentType?: string
  /** Stored Content-Disposition; `inline` when left out. */
  contentDisposition?: string
  /** Ending of the key that the server invents when no file is named. */
  fileExtension?: string
  /** false: refuses with code `conflict` when there is a file of that key. Default true. */
  overwrite?: boolean
}

/** What an upload is told of the file, in the words of the API. */
export interface UploadQuery extends Record<string, string | boolean | undefined> {
  file_key?: string
  storage?: string
}

const MIB = 1024 ** 2
/** What is larger goes part by part, so that a broken connection costs one part. */
const SINGLE_BYTES = 64 * MIB
const PART_BYTES = 16 * MIB
const MAX_PARTS = 10_000
const BINARY = { 'content-type': 'application/octet-stream' }

/**
 * Writes a file and answers it. Without `object` the server invents a key. What is longer than 64 MiB goes in parts, each
 * of which is sent again when the connection breaks; the file is visible only once it is whole.
 */
export async function writeS3File(
  object: S3Object | undefined,
  content: S3Content,
  options: WriteOptions = {},
): Promise<S3ObjectRecord> {
  const query = toQuery(object, options)
  const whole = sized(content)
  const key = whole ? await writeSized(options, query, whole) : await writeStream(options, query, content)
  return { s3: key, ...(query.storage && { storage: query.storage }) }
}

function writeSized(options: WriteOptions, query: UploadQuery, content: SizedContent): Promise<string> {
  const size = sizeOf(content)
  const body = () => (content instanceof Blob ? content : content.slice())
  if (size <= SINGLE_BYTES) return retried(() => writeWhole(options, query, body()), options.signal)
  const partBytes = Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS / MIB) * MIB)
  return writeParts(options, query, { parts: () => slices(content, partBytes), whole: body })
}

async function writeStream(options: WriteOptions, query: UploadQuery, content: S3Content): Promise<string> {
  if (typeof content === 'string' || !(content instanceof ReadableStream || Symbol.asyncIterator in content))
    throw new TypeError('A file is written from a string, a Uint8Array, a Blob or a stream of Uint8Array.')
  const parts = cut(content, PART_BYTES)
  const first: Uint8Array<ArrayBuffer>[] = []
  while (first.length * PART_BYTES <= SINGLE_BYTES) {
    const { done, value } = await parts.next()
    if (done) return retried(() => writeWhole(options, query, joined(first)), options.signal)
    first.push(value)
  }
  const all = async function* () {
    // One by one, so that each is free as soon as it is sent.
    for (let part = first.shift(); part; part = first.shift()) yield part
    yield* parts
  }
  return writeParts(options, query, { parts: all, whole: () => toStream(all()) })
}

type Source = {
  parts: () => Parameters<typeof sendParts>[2]
  whole: () => Parameters<typeof writeWhole>[2]
}

/** In parts, or as one body where the server knows none. */
async function writeParts(options: WriteOptions, query: UploadQuery, source: Source): Promise<string> {
  const upload = await retried(() => beginUpload(options, query), options.signal).catch(nullIfUnknown)
  return upload ? sendParts(options, upload, source.parts()) : writeWhole(options, query, source.whole())
}

function nullIfUnknown(error: unknown): null {
  if (error instanceof GranaryError && [404, 405].includes(error.status)) return null
  throw error
}

async function writeWhole(
  options: WriteOptions,
  query: UploadQuery,
  body: NonNullable<Parameters<typeof request>[1]['body']>,
): Promise<string> {
  const call = { method: 'POST' as const, path: 'job_helpers/upload_s3_file', query, headers: BINARY, body }
  return (await requestJson<{ file_key: string }>(options, call)).file_key
}

function toQuery(object: S3Object | undefined, options: WriteOptions): UploadQuery {
  const { s3: file_key, storage } = object === undefined ? {} : parseS3Object(object)
  return {
    file_key,
    storage,
    s3_resource_path: options.s3ResourcePath,
    file_extension: options.fileExtension,
    content_type: options.contentType,
    content_disposition: options.contentDisposition,
    overwrite: options.overwrite,
  }
}

function toStream(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
