import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type Part,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { AppError } from '@/lib/errors'
import { counting } from './counted-body'
import { UploadNotFound, WrongSize } from './errors'
import {
  chooseParts,
  type PartWrite,
  type StoredPart,
  type StoredUpload,
  type UploadAttributes,
  type UploadCompletion,
  type UploadPlace,
} from './multipart'
import type { WriteResult } from './object-store'
import type { S3Bucket } from './s3-bucket'
import { lostWrite, sendConditional } from './s3-conditional'
import { describeFailure } from './s3-errors'
import { endpointUrl } from './s3-settings'
import { keepTags } from './s3-tags'
import { keyDecoder, toEtag } from './s3-translation'
import { readUploadId, writeUploadId } from './s3-upload-id'
import { describe } from './s3-write'

type WithSignal = { signal?: AbortSignal }

/** Begins a multipart upload of the server's own. */
export async function createUpload(bucket: S3Bucket, key: string, options: UploadAttributes): Promise<string> {
  const request = new CreateMultipartUploadCommand(describe(bucket, key, options))
  // Amazon keeps the tags itself.
  const carried = endpointUrl(bucket.settings) ? options.tags : undefined
  if (writeUploadId('', carried) === null)
    throw new AppError('invalid', 'The tags are too long for an upload in parts.')
  const { UploadId = '' } = await bucket.client.send(request, { abortSignal: options.signal })
  return writeUploadId(UploadId, carried) ?? UploadId
}

/** Passes a part on as it comes. It is sent once: only its sender has its bytes again. */
export async function writePart(bucket: S3Bucket, part: PartWrite): Promise<StoredPart> {
  const { number, body, size, signal } = part
  const failed = new AbortController()
  const counted = body instanceof Readable ? counting(body, part, failed) : body
  if (counted instanceof Uint8Array && counted.length !== size) throw new WrongSize(part.key, size)
  const request = new UploadPartCommand({
    ...where(bucket, part),
    PartNumber: number,
    Body: counted,
    ContentLength: size,
  })
  try {
    const abortSignal = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
    const { ETag } = await bucket.client.send(request, { abortSignal }).catch(notFound(part))
    return { number, etag: toEtag(ETag) ?? '', size }
  } catch (error) {
    if (counted instanceof Readable) throw counted.destroy().errored ?? error
    throw error
  }
}

/** Every stored part, over all pages. */
export async function listParts(bucket: S3Bucket, upload: UploadPlace, { signal }: WithSignal): Promise<StoredPart[]> {
  return (await listRaw(bucket, upload, signal)).map(toStored)
}

/** Puts the object together; what is wrong with the parts is told in our words, not in each server's. */
export async function completeUpload(bucket: S3Bucket, completion: UploadCompletion): Promise<WriteResult> {
  const { key, overwrite = true, signal } = completion
  const parts = chooseParts(await listParts(bucket, completion, { signal }), completion.parts)
  const MultipartUpload = { Parts: parts.map(({ number, etag }) => ({ PartNumber: number, ETag: `"${etag}"` })) }
  const complete = { ...where(bucket, completion), MultipartUpload }
  try {
    const answer = await sendConditional(bucket, { key, overwrite, signal }, (condition) =>
      bucket.client.send(new CompleteMultipartUploadCommand({ ...complete, ...condition }), { abortSignal: signal }),
    ).catch(notFound(completion))
    const { tags } = readUploadId(completion.id)
    if (Object.keys(tags).length > 0) await keepTags(bucket, key, tags, signal)
    return { etag: toEtag(answer.ETag), size: parts.reduce((sum, { size }) => sum + size, 0) }
  } catch (error) {
    throw lostWrite(error, key, { overwrite })
  }
}

/** Takes the upload back. */
export async function abortUpload(bucket: S3Bucket, upload: UploadPlace): Promise<void> {
  await bucket.client.send(new AbortMultipartUploadCommand(where(bucket, upload))).catch(notFound(upload))
}

/** Every upload under way, over all pages. */
export async function listUploads(
  { client, settings }: S3Bucket,
  { prefix, signal }: WithSignal & { prefix?: string },
): Promise<StoredUpload[]> {
  const uploads: StoredUpload[] = []
  // Ceph encodes keys here when asked to, and does not say that it did.
  const EncodingType = endpointUrl(settings) ? undefined : ('url' as const)
  let place: { KeyMarker?: string; UploadIdMarker?: string } = {}
  for (;;) {
    const request = { Bucket: settings.bucket, Prefix: prefix || undefined, EncodingType, ...place }
    const page = await client.send(new ListMultipartUploadsCommand(request), { abortSignal: signal })
    const decode = keyDecoder(page.EncodingType)
    for (const { Key = '', UploadId = '', Initiated = new Date(0) } of page.Uploads ?? [])
      uploads.push({ key: decode(Key), id: UploadId, startedAt: Initiated })
    if (!page.IsTruncated || !page.NextKeyMarker) return uploads
    place = { KeyMarker: decode(page.NextKeyMarker), UploadIdMarker: page.NextUploadIdMarker }
  }
}

async function listRaw(bucket: S3Bucket, upload: UploadPlace, signal?: AbortSignal): Promise<Part[]> {
  const parts: Part[] = []
  let marker: string | undefined
  do {
    const request = new ListPartsCommand({ ...where(bucket, upload), PartNumberMarker: marker })
    const page = await bucket.client.send(request, { abortSignal: signal }).catch(notFound(upload))
    parts.push(...(page.Parts ?? []))
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined
  } while (marker)
  return parts
}

function toStored({ PartNumber = 0, ETag, Size = 0 }: Part): StoredPart {
  return { number: PartNumber, etag: toEtag(ETag) ?? '', size: Size }
}

function where({ settings }: S3Bucket, { key, id }: UploadPlace) {
  return { Bucket: settings.bucket, Key: key, UploadId: readUploadId(id).id }
}

/** For `catch`: the server's word for an upload that it does not have, in ours. */
function notFound({ key }: UploadPlace) {
  return (error: unknown): never => {
    const failure = describeFailure(error)
    if (failure?.code === 'NoSuchUpload' || (failure?.status === 404 && failure.code !== 'NoSuchBucket'))
      throw new UploadNotFound(key, { cause: error })
    throw error
  }
}
