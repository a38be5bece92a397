import 'server-only'
import { countBegun } from '@/lib/uploads/open-uploads'
import { type ChecksumAlgorithm, isChecksumAlgorithm } from './checksums'
import { headerOf, readAttributes } from './object-attributes'
import { requirePlainStorage } from './require-plain-storage'
import type { BucketCall, S3Answer } from './s3-call'
import { S3Failure } from './s3-failure'
import { readTags } from './tags'
import { serverUploadId, tellUploadId } from './upload-id'
import { uploadsOf } from './uploads-of'
import { s3Document } from './xml'

/** CreateMultipartUpload. */
export async function createUpload(call: BucketCall): Promise<S3Answer> {
  const { uploads, store } = uploadsOf(call)
  requirePlainStorage(call)
  const headers = algorithmHeaders(call)
  const attributes = { ...readAttributes(call), tags: readTags(call, store) }
  const { ctx, storage, signal } = call
  const { bucket, key } = call.target
  let id = ''
  await countBegun(ctx, { storage, key }, async () => {
    id = await uploads.create(key, { ...attributes, signal })
    return serverUploadId({ uploads, id })
  })
  const UploadId = tellUploadId({ uploads, workspaceId: ctx.workspace.id, key, id })
  const xml = s3Document('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId })
  return { status: 200, headers, xml }
}

/** Which kinds of checksum there are of a whole upload (Amazon S3 user guide, "Checking object integrity"). */
const TYPES: Readonly<Record<ChecksumAlgorithm, readonly string[]>> = {
  crc32: ['COMPOSITE', 'FULL_OBJECT'],
  crc32c: ['COMPOSITE', 'FULL_OBJECT'],
  crc64nvme: ['FULL_OBJECT'],
  sha1: ['COMPOSITE'],
  sha256: ['COMPOSITE'],
}

/** Clients look for the algorithm that they named: their parts are verified by it. */
function algorithmHeaders(call: BucketCall): Record<string, string> {
  const algorithm = headerOf(call, 'x-amz-checksum-algorithm')
  const type = headerOf(call, 'x-amz-checksum-type')
  if (algorithm === undefined && type === undefined) return {}
  const name = algorithm?.toLowerCase() ?? ''
  if (!isChecksumAlgorithm(name) || (type !== undefined && !TYPES[name].includes(type)))
    throw new S3Failure('InvalidRequest', 'x-amz-checksum-algorithm and x-amz-checksum-type name no checksum together.')
  return { 'x-amz-checksum-algorithm': name.toUpperCase(), ...(type && { 'x-amz-checksum-type': type }) }
}
