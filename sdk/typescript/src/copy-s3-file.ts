import { request } from './request.ts'
import { parseS3Object, type S3Object, type S3ObjectRecord, type S3Options } from './s3-object.ts'

export interface CopyOptions extends S3Options {
  /** false: refuses with code `conflict` when there is a file at the target. Default true. */
  overwrite?: boolean
}

/** Copies a file with its metadata, also from one storage to another, without its bytes passing through here. */
export async function copyS3File(
  source: S3Object,
  target: S3Object,
  options: CopyOptions = {},
): Promise<S3ObjectRecord> {
  const { s3ResourcePath: s3_resource_path, overwrite } = options
  const [src, dest] = [source, target].map((object) => {
    const { s3, storage } = parseS3Object(object)
    return { s3, storage, s3_resource_path }
  })
  await request(options, { method: 'POST', path: 'job_helpers/copy_s3_file', json: { src, dest, overwrite } })
  const { s3, storage } = parseS3Object(target)
  return { s3, ...(storage && { storage }) }
}
