import { ObjectExists } from './errors'
import { gcsSweeper } from './gcs-abandoned'
import { createGcsBucket, type GcsBucket, type GcsOptions } from './gcs-client'
import { copyGcs } from './gcs-copy'
import { translateGcsError } from './gcs-errors'
import { checkGcsKey } from './gcs-keys'
import { listGcs } from './gcs-list'
import { gcsPlace } from './gcs-place'
import { gcsPresignedUrls } from './gcs-presigned-urls'
import { headGcs, readGcs } from './gcs-read'
import { removeGcs } from './gcs-remove'
import type { GcsSettings } from './gcs-settings'
import { toGcsInfo } from './gcs-translation'
import { abortGcsUpload, completeGcsUpload, createGcsUpload, listGcsParts, writeGcsPart } from './gcs-uploads'
import { gcsVersions } from './gcs-versions'
import { writeGcs } from './gcs-write'
import { checkPrefix } from './keys'
import { checkPartNumber, type MultipartUploads } from './multipart'
import type { ObjectStore } from './object-store'

/** The objects of one bucket on Google Cloud Storage. */
export function openGcs(settings: GcsSettings, options: GcsOptions = {}): ObjectStore {
  const bucket = createGcsBucket(settings, options)
  const run = runner(bucket)
  return {
    list: (options = {}) =>
      run(options.signal, () => listGcs(bucket, { ...options, prefix: checkPrefix(options.prefix ?? '') })),
    head: (key, { signal } = {}) => run(signal, () => head(bucket, checkGcsKey(key), signal)),
    read: (key, options = {}) => run(options.signal, () => readGcs(bucket, checkGcsKey(key), options)),
    write: (key, body, options = {}) =>
      run(options.signal, () => writeGcs(bucket, { key: checkGcsKey(key), body, options })),
    remove: (keys, options = {}) => run(options.signal, () => removeGcs(bucket, keys.map(checkGcsKey), options)),
    copy: (source, target, options = {}) =>
      run(options.signal, () =>
        copyGcs(bucket, { ...options, source: checkGcsKey(source), target: checkGcsKey(target) }),
      ),
    copyFrom: (from, source, target, options = {}) =>
      run(options.signal, () =>
        copyGcs(bucket, { ...options, from, source: checkGcsKey(source), target: checkGcsKey(target) }),
      ),
    place: gcsPlace(bucket),
    versions: gcsVersions(bucket, run),
    multipart: uploads(bucket),
    presign: gcsPresignedUrls(bucket),
    close: async () => bucket.close(),
  }
}

function uploads(bucket: GcsBucket): MultipartUploads {
  const run = runner(bucket)
  const sweep = gcsSweeper(bucket)
  const requireFree = async (key: string, signal?: AbortSignal) => {
    if (await headGcs(bucket, key, { signal })) throw new ObjectExists(key)
  }
  return {
    create: (key, options = {}) =>
      run(options.signal, async () => {
        if (options.overwrite === false) await requireFree(checkGcsKey(key), options.signal)
        sweep()
        return createGcsUpload(bucket, checkGcsKey(key), options)
      }),
    part: async (part) => {
      checkPartNumber(part.number)
      return run(part.signal, () => writeGcsPart(bucket, part))
    },
    parts: (upload, { signal } = {}) => run(signal, () => listGcsParts(bucket, upload, { signal })),
    complete: (completion) =>
      run(completion.signal, async () => {
        if (completion.overwrite === false) await requireFree(completion.key, completion.signal)
        return completeGcsUpload(bucket, completion)
      }),
    abort: (upload) => run(undefined, () => abortGcsUpload(bucket, upload)),
  }
}

async function head(bucket: GcsBucket, key: string, signal?: AbortSignal) {
  const found = await headGcs(bucket, key, { signal })
  return found && toGcsInfo(found)
}

/** Runs requests; a failure becomes an `AppError`, an abort the reason of the signal. */
function runner(bucket: GcsBucket) {
  return async <T>(signal: AbortSignal | undefined, request: () => Promise<T>): Promise<T> => {
    try {
      signal?.throwIfAborted()
      return await request()
    } catch (error) {
      throw signal?.aborted ? signal.reason : translateGcsError(error, bucket)
    }
  }
}
