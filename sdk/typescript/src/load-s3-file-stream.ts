import { request } from './request.ts'
import { type S3Object, type S3Options, targetQuery } from './s3-object.ts'

/** The content of a file as it arrives. Nothing is buffered: a file of any size passes with flat memory. */
export async function loadS3FileStream(object: S3Object, options: S3Options = {}): Promise<ReadableStream<Uint8Array>> {
  const response = await request(options, {
    path: 'job_helpers/download_s3_file',
    query: targetQuery(object, options),
  })
  return response.body ?? new Blob([]).stream()
}
