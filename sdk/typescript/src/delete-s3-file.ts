import { request } from './request.ts'
import { type S3Object, type S3Options, targetQuery } from './s3-object.ts'

/** Deletes a file for good. Deleting what is not there succeeds. */
export async function deleteS3File(object: S3Object, options: S3Options = {}): Promise<void> {
  const query = targetQuery(object, options)
  if (!query.file_key) throw new TypeError('Name the file to delete.')
  await request(options, { method: 'DELETE', path: 'job_helpers/delete_s3_file', query })
}
