import { request } from './request.ts'
import { type S3Object, type S3Options, targetQuery } from './s3-object.ts'

/** The whole content of a file. Use `loadS3FileStream` for what does not fit into memory. */
export async function loadS3File(object: S3Object, options: S3Options = {}): Promise<Uint8Array> {
  const response = await request(options, {
    path: 'job_helpers/download_s3_file',
    query: targetQuery(object, options),
  })
  return new Uint8Array(await response.arrayBuffer())
}
