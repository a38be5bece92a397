import 'server-only'
import { abortUpload } from './abort-upload'
import { createBucket, getBucketLocation, headBucket, listBuckets } from './buckets'
import { CHECKSUM_HEADER } from './checksums'
import { completeUpload } from './complete-upload'
import { copyObject } from './copy-object'
import { sourceHeaders } from './copy-source'
import { createUpload } from './create-upload'
import { deleteObject } from './delete-object'
import { deleteObjects } from './delete-objects'
import { getAttributes } from './get-attributes'
import { getObject, headObject } from './get-object'
import { listObjectsV1, listObjectsV2 } from './list-objects'
import { listParts } from './list-parts'
import { listUploads } from './list-uploads'
import { deleteTagging, getTagging, putTagging } from './object-tagging'
import { overrideParameters } from './presentation'
import { putObject } from './put-object'
import { plainHeaders } from './require-plain-storage'
import type { BucketCall, S3Answer, S3Call } from './s3-call'
import { notImplemented } from './s3-failure'
import { isAuthorization, operationParameters } from './s3-target'
import { uploadPart, uploadPartCopy } from './upload-part'

type Kind = {
  method: string
  /** A parameter whose presence names the operation. */
  sub?: string
  /** A header whose presence does. */
  header?: string
  /** Parameters that it understands beside that one. Any other is another operation, which does not exist here. */
  params?: readonly string[]
  /** Headers of Amazon's that it understands beside the common ones. */
  headers?: readonly string[]
  hasBody?: true
}
export type ServiceOperation = Kind & { level: 'service'; run(call: S3Call): Promise<S3Answer> }
export type BucketOperation = Kind & { level: 'bucket' | 'object'; run(call: BucketCall): Promise<S3Answer> }
export type Operation = ServiceOperation | BucketOperation

const LISTING = ['prefix', 'delimiter', 'max-keys', 'encoding-type']
const MAKING = [...plainHeaders, 'x-amz-bucket-object-lock-enabled', 'x-amz-object-ownership']
const READING = ['x-amz-checksum-mode']
const READ_PARAMETERS = ['partNumber', 'versionId', ...overrideParameters]
const WRITING = [...plainHeaders, 'x-amz-tagging']
const COPYING = [...sourceHeaders, 'x-amz-metadata-directive', 'x-amz-tagging-directive', ...WRITING]

const operations: readonly Operation[] = [
  { level: 'service', method: 'GET', params: ['max-buckets', 'continuation-token', 'prefix'], run: listBuckets },
  { level: 'bucket', method: 'HEAD', run: headBucket },
  { level: 'bucket', method: 'PUT', hasBody: true, headers: MAKING, run: createBucket },
  { level: 'bucket', method: 'GET', sub: 'location', run: getBucketLocation },
  {
    ...{ level: 'bucket', method: 'GET', sub: 'uploads', run: listUploads },
    params: ['prefix', 'delimiter', 'encoding-type', 'max-uploads', 'key-marker', 'upload-id-marker'],
  },
  {
    ...{ level: 'bucket', method: 'GET', sub: 'list-type', run: listObjectsV2 },
    params: [...LISTING, 'continuation-token', 'start-after', 'fetch-owner'],
  },
  { level: 'bucket', method: 'GET', params: [...LISTING, 'marker'], run: listObjectsV1 },
  { level: 'bucket', method: 'POST', sub: 'delete', hasBody: true, run: deleteObjects },
  { level: 'object', method: 'GET', sub: 'uploadId', params: ['max-parts', 'part-number-marker'], run: listParts },
  { level: 'object', method: 'GET', sub: 'tagging', run: getTagging },
  { level: 'object', method: 'PUT', sub: 'tagging', hasBody: true, run: putTagging },
  { level: 'object', method: 'DELETE', sub: 'tagging', run: deleteTagging },
  { level: 'object', method: 'GET', sub: 'attributes', headers: ['x-amz-object-attributes'], run: getAttributes },
  { level: 'object', method: 'GET', params: READ_PARAMETERS, headers: READING, run: getObject },
  { level: 'object', method: 'HEAD', params: READ_PARAMETERS, headers: READING, run: headObject },
  {
    ...{ level: 'object', method: 'PUT', sub: 'uploadId', header: 'x-amz-copy-source', run: uploadPartCopy },
    ...{ params: ['partNumber'], headers: [...sourceHeaders, 'x-amz-copy-source-range'] },
  },
  { level: 'object', method: 'PUT', sub: 'uploadId', params: ['partNumber'], hasBody: true, run: uploadPart },
  { level: 'object', method: 'PUT', header: 'x-amz-copy-source', headers: COPYING, run: copyObject },
  { level: 'object', method: 'PUT', hasBody: true, headers: WRITING, run: putObject },
  {
    ...{ level: 'object', method: 'POST', sub: 'uploads', run: createUpload },
    headers: [...WRITING, 'x-amz-checksum-algorithm', 'x-amz-checksum-type'],
  },
  {
    ...{ level: 'object', method: 'POST', sub: 'uploadId', hasBody: true, run: completeUpload },
    headers: ['x-amz-checksum-type', 'x-amz-mp-object-size'],
  },
  { level: 'object', method: 'DELETE', sub: 'uploadId', run: abortUpload },
  // Nothing is locked here: where the bucket behind has locks it refuses, whatever this header says.
  { level: 'object', method: 'DELETE', headers: ['x-amz-bypass-governance-retention'], run: deleteObject },
]

// Whatever the operation is: dates, hashes and what SDKs say of themselves. Nothing of it changes what is asked for.
const COMMON =
  /^x-amz-(date|api-version|content-sha256|user-agent|decoded-content-length|trailer|sdk-checksum-algorithm|request-payer|meta-.+)$/

/** What a request asks for. Throws `NotImplemented` for whatever this endpoint does not do to the letter. */
export function findOperation(call: S3Call): Operation {
  const { request, target } = call
  const level = target.bucket === '' ? 'service' : target.key === '' ? 'bucket' : 'object'
  const named = operationParameters(target)
  const found = operations.find(
    ({ level: of, method, sub, header }) =>
      of === level &&
      method === request.method &&
      (sub === undefined || named.includes(sub)) &&
      (header === undefined || request.headers[header] !== undefined),
  )
  if (!found) throw notImplemented(`${request.method} of a ${level}`)
  const other = named.find((name) => name !== found.sub && !found.params?.includes(name))
  if (other !== undefined) throw notImplemented(`The parameter ${JSON.stringify(other)}`)
  requireKnownHeaders(call, found)
  return found
}

function requireKnownHeaders({ request, target }: S3Call, { headers = [], hasBody }: Operation): void {
  const sent = [...Object.keys(request.headers), ...[...target.query.keys()].map((name) => name.toLowerCase())]
  const other = sent.find(
    (name) =>
      name.startsWith('x-amz-') &&
      !isAuthorization(name) &&
      !COMMON.test(name) &&
      !headers.includes(name) &&
      !(hasBody && CHECKSUM_HEADER.test(name)),
  )
  if (other !== undefined) throw notImplemented(`The header ${other}`)
}
