import {
  type CompletedPart,
  CopyObjectCommand,
  type HeadObjectCommandOutput,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import type { AppError } from '@/lib/errors'
import { ObjectNotFound, StoreLacks } from './errors'
import { inBucket, type S3Bucket } from './s3-bucket'
import { lostWrite, sendConditional } from './s3-conditional'
import { type MultipartAttempt, multipart, runBounded } from './s3-multipart'
import { headObject } from './s3-read'
import { findTags, taggingHeader } from './s3-tags'

/** The most that one CopyObject may carry. */
const LIMITS = { singleBytes: 5 * 1024 ** 3, partBytes: 1024 ** 3 }
const PARALLEL_COPIES = 4

export interface Copy {
  /** Bucket of the source, on the same server, when it is another one. */
  from?: string
  source: string
  target: string
  /** Headers of the source, for what a multipart copy must carry over itself. */
  head: HeadObjectCommandOutput
  overwrite: boolean
  /** ETag of what may be replaced. */
  ifMatch?: string
  signal?: AbortSignal
  /** Other bounds than S3's own; for tests. */
  limits?: typeof LIMITS
}

/** Copies on the server, in one request where the size permits. */
export async function copyObject(bucket: S3Bucket, copy: Copy): Promise<void> {
  const large = (copy.head.ContentLength ?? 0) > (copy.limits ?? LIMITS).singleBytes
  try {
    await (large ? copyParts(bucket, copy) : copyWhole(bucket, copy))
  } catch (error) {
    if (isNoSuchKey(error)) throw await missingSource(bucket, copy, error)
    throw lostWrite(error, copy.target, copy)
  }
}

/** The copy-source header: percent-encoded, with the slashes between bucket and segments left as they are. */
export function copySource(bucket: string, key: string): string {
  return `${bucket}/${key}`.split('/').map(encodeSegment).join('/')
}

function copyWhole(bucket: S3Bucket, copy: Copy): Promise<unknown> {
  const { from, source, target, signal } = copy
  const { client, settings } = bucket
  const request = { Bucket: settings.bucket, Key: target, CopySource: copySource(from ?? settings.bucket, source) }
  return sendConditional(bucket, { ...copy, key: target }, (condition) =>
    client.send(new CopyObjectCommand({ ...request, ...condition }), { abortSignal: signal }),
  )
}

async function copyParts(bucket: S3Bucket, copy: Copy): Promise<void> {
  const { head, target, signal, limits = LIMITS } = copy
  await requireUnambiguous(bucket, copy)
  const tags = await findTags(inBucket(bucket, copy.from), copy.source, { told: head.TagCount, signal })
  const parts = partsOf(head.ContentLength ?? 0, limits.partBytes)
  await multipart(bucket, {
    create: {
      Bucket: bucket.settings.bucket,
      Key: target,
      ContentType: head.ContentType,
      ContentDisposition: head.ContentDisposition,
      ContentEncoding: head.ContentEncoding,
      ContentLanguage: head.ContentLanguage,
      CacheControl: head.CacheControl,
      Expires: dateIn(head.ExpiresString),
      Metadata: head.Metadata,
      Tagging: taggingHeader(tags),
    },
    condition: copy,
    tags,
    signal,
    sendParts: (attempt) => runBounded(parts, PARALLEL_COPIES, (part) => copyPart(bucket, copy, { part, attempt })),
  })
}

type Sending = { part: Part; attempt: MultipartAttempt }

async function copyPart(bucket: S3Bucket, copy: Copy, { part, attempt }: Sending): Promise<CompletedPart> {
  const { client, settings } = bucket
  const request = (CopySource: string) =>
    new UploadPartCopyCommand({
      Bucket: settings.bucket,
      Key: copy.target,
      UploadId: attempt.uploadId,
      PartNumber: part.number,
      CopySource,
      CopySourceRange: part.range,
      // Parts of two versions would make an object that never was.
      CopySourceIfMatch: copy.head.ETag,
    })
  const send = (source: string) => client.send(request(source), { abortSignal: attempt.signal })
  const source = copySource(copy.from ?? settings.bucket, copy.source)
  try {
    const { CopyPartResult } = await send(source).catch((error) => {
      // Ceph before 17 decodes the source of a part twice.
      if (isNoSuchKey(error) && source.includes('%25')) return send(source.replaceAll('%', '%25'))
      throw error
    })
    return { ETag: CopyPartResult?.ETag, PartNumber: part.number }
  } catch (error) {
    attempt.fail()
    throw error
  }
}

interface Part {
  number: number
  range: string
}

function partsOf(size: number, partBytes: number): Part[] {
  return Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => {
    const start = index * partBytes
    return { number: index + 1, range: `bytes=${start}-${Math.min(start + partBytes, size) - 1}` }
  })
}

async function missingSource(bucket: S3Bucket, { from, source }: Copy, cause: unknown): Promise<AppError> {
  if (!(await headObject(inBucket(bucket, from), source))) return new ObjectNotFound(source, { cause })
  return new StoreLacks(
    { cause },
    `The storage server cannot copy ${JSON.stringify(source)}, which is larger than 5 GiB. Download it and upload it under its new name.`,
  )
}

// A server that decodes the source twice would copy the object of the decoded name, and say that all went well.
async function requireUnambiguous(bucket: S3Bucket, { from, source, signal }: Copy): Promise<void> {
  const twin = decoded(source)
  if (twin === source || !(await headObject(inBucket(bucket, from), twin, signal))) return
  throw new StoreLacks(
    {},
    `${JSON.stringify(source)} is too large to be copied safely beside ${JSON.stringify(twin)}. Download it and upload it under its new name.`,
  )
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}

/** What is no date means "already over" to whoever reads it (RFC 9111, section 5.3); the SDK sends dates alone. */
function dateIn(header: string | undefined): Date | undefined {
  if (header === undefined) return undefined
  const date = new Date(header)
  return Number.isNaN(date.getTime()) ? new Date(0) : date
}

function isNoSuchKey(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchKey'
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
