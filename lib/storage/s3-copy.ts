import {
  type CompletedPart,
  CopyObjectCommand,
  type HeadObjectCommandOutput,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { ObjectExists, ObjectNotFound } from './errors'
import type { S3Bucket } from './s3-bucket'
import { isLostCondition } from './s3-conditional'
import { type MultipartAttempt, multipart, runBounded } from './s3-multipart'

/** The most that one CopyObject may carry. */
const SINGLE_COPY_BYTES = 5 * 1024 ** 3
const COPY_PART_BYTES = 1024 ** 3
const PARALLEL_COPIES = 4

export interface Copy {
  source: string
  target: string
  /** Headers of the source, for what a multipart copy must carry over itself. */
  head: HeadObjectCommandOutput
  overwrite: boolean
  signal?: AbortSignal
}

/** Copies inside the bucket on the server, in one request where the size permits. */
export async function copyObject(bucket: S3Bucket, copy: Copy): Promise<void> {
  const large = (copy.head.ContentLength ?? 0) > SINGLE_COPY_BYTES
  try {
    await (large ? copyParts(bucket, copy) : copyWhole(bucket, copy))
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') throw new ObjectNotFound(copy.source, { cause: error })
    if (!copy.overwrite && isLostCondition(error)) throw new ObjectExists(copy.target, { cause: error })
    throw error
  }
}

/** The copy-source header: percent-encoded, with the slashes between bucket and segments left as they are. */
export function copySource(bucket: string, key: string): string {
  return `${bucket}/${key}`.split('/').map(encodeSegment).join('/')
}

function copyWhole({ client, settings }: S3Bucket, { source, target, signal }: Copy): Promise<unknown> {
  const request = { Bucket: settings.bucket, Key: target, CopySource: copySource(settings.bucket, source) }
  return client.send(new CopyObjectCommand(request), { abortSignal: signal })
}

async function copyParts(bucket: S3Bucket, copy: Copy): Promise<void> {
  const { head, target, overwrite, signal } = copy
  await multipart(bucket, {
    create: {
      Bucket: bucket.settings.bucket,
      Key: target,
      ContentType: head.ContentType,
      ContentDisposition: head.ContentDisposition,
      ContentEncoding: head.ContentEncoding,
      CacheControl: head.CacheControl,
      Metadata: head.Metadata,
    },
    overwrite,
    signal,
    sendParts: (attempt) =>
      runBounded(partNumbers(head.ContentLength ?? 0), PARALLEL_COPIES, (number) =>
        copyPart(bucket, copy, number, attempt),
      ),
  })
}

async function copyPart(
  { client, settings }: S3Bucket,
  copy: Copy,
  number: number,
  attempt: MultipartAttempt,
): Promise<CompletedPart> {
  const start = (number - 1) * COPY_PART_BYTES
  const end = Math.min(start + COPY_PART_BYTES, copy.head.ContentLength ?? 0)
  const request = new UploadPartCopyCommand({
    Bucket: settings.bucket,
    Key: copy.target,
    UploadId: attempt.uploadId,
    PartNumber: number,
    CopySource: copySource(settings.bucket, copy.source),
    CopySourceRange: `bytes=${start}-${end - 1}`,
    // Parts of two versions would make an object that never was.
    CopySourceIfMatch: copy.head.ETag,
  })
  try {
    const { CopyPartResult } = await client.send(request, { abortSignal: attempt.signal })
    return { ETag: CopyPartResult?.ETag, PartNumber: number }
  } catch (error) {
    attempt.fail()
    throw error
  }
}

function partNumbers(size: number): number[] {
  return Array.from({ length: Math.ceil(size / COPY_PART_BYTES) }, (_, index) => index + 1)
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
