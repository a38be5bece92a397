import 'server-only'
import { headerOf, readAttributes } from './object-attributes'
import { requirePlainStorage } from './require-plain-storage'
import type { BucketCall, S3Answer } from './s3-call'
import { uploadsOf } from './uploads-of'
import { s3Document } from './xml'

/** CreateMultipartUpload. */
export async function createUpload(call: BucketCall): Promise<S3Answer> {
  const { uploads, place } = uploadsOf(call)
  requirePlainStorage(call)
  const id = await uploads.create(place.key, { ...readAttributes(call), signal: call.signal })
  const { bucket, key } = call.target
  const xml = s3Document('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id })
  return { status: 200, headers: algorithmHeaders(call), xml }
}

/** Clients look for the algorithm that they named: their parts are verified by it. */
function algorithmHeaders(call: BucketCall): Record<string, string> {
  const algorithm = headerOf(call, 'x-amz-checksum-algorithm')
  return algorithm === undefined ? {} : { 'x-amz-checksum-algorithm': algorithm }
}
