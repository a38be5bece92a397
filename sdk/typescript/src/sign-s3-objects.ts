import type { ConnectionOptions } from './connection.ts'
import { requestJson } from './request.ts'
import { parseS3Object, type S3Object, type S3ObjectRecord } from './s3-object.ts'

export interface SignOptions extends ConnectionOptions {
  /** How long the signature holds, in seconds: 60 to 604800, by default 43200 (12 hours). */
  expirySecs?: number
}

/** Signs files, so that whoever has the signature can read them without an account. Keeps their order and extra fields. */
export async function signS3Objects(objects: S3Object[], options: SignOptions = {}): Promise<S3ObjectRecord[]> {
  const body = { s3_objects: objects.map(parseS3Object), expiry_secs: options.expirySecs }
  return requestJson(options, { method: 'POST', path: 'apps/sign_s3_objects', json: body })
}

/** Signs one file. */
export async function signS3Object(object: S3Object, options: SignOptions = {}): Promise<S3ObjectRecord> {
  const [signed] = await signS3Objects([object], options)
  if (!signed) throw new TypeError('The server signed nothing.')
  return signed
}
