import { ObjectChanged, ObjectExists, ObjectNotFound } from './errors'
import { checkKey, checkPrefix } from './keys'
import { checkPartNumber, type MultipartUploads, type UploadAttributes, type UploadCompletion } from './multipart'
import type { CopyOptions, HeadOptions, ObjectStore, ObjectWrite, WriteResult } from './object-store'
import { createBucket, inBucket, placeOf, type S3Bucket, translated } from './s3-bucket'
import type { S3Options } from './s3-client'
import { type Copy, copyObject } from './s3-copy'
import { listObjects } from './s3-list'
import { presignedUrls } from './s3-presigned-urls'
import { headObject, readObject } from './s3-read'
import { removeObjects } from './s3-remove'
import type { S3Settings } from './s3-settings'
import { s3Tags } from './s3-tags'
import { toEtag, toInfo } from './s3-translation'
import { readUploadId } from './s3-upload-id'
import { abortUpload, completeUpload, createUpload, listParts, listUploads, writePart } from './s3-uploads'
import { s3Versions } from './s3-versions'
import { writeObject } from './s3-write'

/** The objects of one bucket, on AWS or on any server that speaks S3. */
export function openS3(settings: S3Settings, options: S3Options = {}): ObjectStore {
  const bucket = createBucket(settings, options)
  const run = <T>(signal: AbortSignal | undefined, request: () => Promise<T>) => translated(bucket, signal, request)
  return {
    list: (options = {}) =>
      run(options.signal, () => listObjects(bucket, { ...options, prefix: checkPrefix(options.prefix ?? '') })),
    head: (key, options = {}) => run(options.signal, () => head(bucket, key, options)),
    read: (key, options = {}) => run(options.signal, () => readObject(bucket, checkKey(key), options)),
    write: (key, body, options = {}) => run(options.signal, () => write(bucket, { key: checkKey(key), body, options })),
    remove: (keys, options = {}) => run(options.signal, () => removeObjects(bucket, keys.map(checkKey), options)),
    copy: (source, target, options = {}) =>
      run(options.signal, () =>
        copy(bucket, { overwrite: true, ...options, source: checkKey(source), target: checkKey(target) }),
      ),
    copyFrom: (from, source, target, options = {}) =>
      run(options.signal, () =>
        copy(bucket, { overwrite: true, ...options, from, source: checkKey(source), target: checkKey(target) }),
      ),
    place: placeOf(settings),
    ...(options.uses?.tagging !== false && { tags: s3Tags(bucket) }),
    versions: s3Versions(bucket),
    ...(bucket.takesParts && { multipart: uploads(bucket) }),
    presign: presignedUrls(bucket),
    close: async () => bucket.client.destroy(),
  }
}

function uploads(bucket: S3Bucket): MultipartUploads {
  const run = <T>(signal: AbortSignal | undefined, request: () => Promise<T>) => translated(bucket, signal, request)
  return {
    create: (key, options = {}) => run(options.signal, () => begin(bucket, key, options)),
    part: async (part) => {
      checkPartNumber(part.number)
      return run(part.signal, () => writePart(bucket, part))
    },
    parts: (upload, { signal } = {}) => run(signal, () => listParts(bucket, upload, { signal })),
    complete: (completion) => run(completion.signal, () => complete(bucket, completion)),
    abort: (upload) => run(undefined, () => abortUpload(bucket, upload)),
    list: (options = {}) => run(options.signal, () => listUploads(bucket, options)),
    serverId: (id) => readUploadId(id).id,
  }
}

async function head(bucket: S3Bucket, key: string, { signal, checksums }: HeadOptions) {
  const found = await headObject(bucket, checkKey(key), signal, checksums)
  return found && toInfo(key, found.ContentLength ?? 0, found)
}

async function write(bucket: S3Bucket, request: ObjectWrite): Promise<WriteResult> {
  const { key, options } = request
  // Asked first because old servers ignore the condition on the write itself.
  await requireCondition(bucket, key, options)
  const written = await writeObject(bucket, request)
  if (written.etag) return written
  const found = await headObject(bucket, key, options.signal)
  return { ...written, etag: toEtag(found?.ETag) }
}

async function begin(bucket: S3Bucket, key: string, options: UploadAttributes): Promise<string> {
  if (options.overwrite === false) await requireFree(bucket, checkKey(key), options.signal)
  return createUpload(bucket, checkKey(key), options)
}

async function complete(bucket: S3Bucket, completion: UploadCompletion): Promise<WriteResult> {
  const { key, overwrite, signal } = completion
  if (overwrite === false) await requireFree(bucket, key, signal)
  const written = await completeUpload(bucket, completion)
  if (written.etag) return written
  return { ...written, etag: toEtag((await headObject(bucket, key, signal))?.ETag) }
}

async function copy(bucket: S3Bucket, asked: Omit<Copy, 'head'>): Promise<void> {
  const { from, source, target, signal } = asked
  const found = await headObject(inBucket(bucket, from), source, signal)
  if (!found) throw new ObjectNotFound(source)
  await requireCondition(bucket, target, asked)
  // S3 refuses a copy onto itself that changes nothing.
  if (source !== target || from !== undefined) await copyObject(bucket, { ...asked, head: found })
}

async function requireCondition(bucket: S3Bucket, key: string, { overwrite, ifMatch, signal }: CopyOptions) {
  if (overwrite === false) await requireFree(bucket, key, signal)
  if (ifMatch === undefined) return
  const found = await headObject(bucket, key, signal)
  if (toEtag(found?.ETag) !== ifMatch) throw new ObjectChanged(key)
}

async function requireFree(bucket: S3Bucket, key: string, signal?: AbortSignal): Promise<void> {
  if (await headObject(bucket, checkKey(key), signal)) throw new ObjectExists(key)
}
