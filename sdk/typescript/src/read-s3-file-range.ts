import { GranaryError } from './granary-error.ts'
import { request } from './request.ts'
import { type S3Object, type S3Options, targetQuery } from './s3-object.ts'

/** Bytes from `start` on, before `end`; or the `last` bytes. */
export type S3Range = { start: number; end?: number } | { last: number }

/** A part of a file, without the rest being sent. What lies beyond the end is left out; a range wholly beyond it is refused. */
export async function readS3FileRange(object: S3Object, range: S3Range, options: S3Options = {}): Promise<Uint8Array> {
  if ('end' in range && range.end !== undefined && range.end <= range.start) return new Uint8Array()
  const response = await request(options, {
    path: 'job_helpers/download_s3_file',
    query: targetQuery(object, options),
    headers: { range: toHeader(range) },
  })
  if (response.status === 206) return new Uint8Array(await response.arrayBuffer())
  await response.body?.cancel()
  throw new GranaryError('The server sent the whole file instead of a range.', { status: 200, url: response.url })
}

function toHeader(range: S3Range): string {
  if ('last' in range) return `bytes=-${range.last}`
  return `bytes=${range.start}-${range.end === undefined ? '' : range.end - 1}`
}
