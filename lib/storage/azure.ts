import { type AzureContainer, type AzureOptions, createContainer } from './azure-client'
import { copyBlob } from './azure-copy'
import { translateAzureError } from './azure-errors'
import { checkAzureKey, checkNewAzureKey } from './azure-keys'
import { listBlobs } from './azure-list'
import { azurePlace } from './azure-place'
import { azurePresignedUrls } from './azure-presigned-urls'
import { headBlob, readBlob } from './azure-read'
import { removeBlobs } from './azure-remove'
import type { AzureSettings } from './azure-settings'
import { toAzureInfo } from './azure-translation'
import { readUploadId } from './azure-upload-id'
import { abortUpload, completeUpload, createUpload, listParts, writePart } from './azure-uploads'
import { writeBlob } from './azure-write'
import { ObjectExists } from './errors'
import { checkPrefix } from './keys'
import { checkPartNumber, type MultipartUploads } from './multipart'
import type { ObjectStore } from './object-store'

/** The blobs of one container, on Azure or on a server that speaks its protocol. */
export function openAzure(settings: AzureSettings, options: AzureOptions = {}): ObjectStore {
  const container = createContainer(settings, options)
  const run = runner(container)
  return {
    list: (options = {}) =>
      run(options.signal, () => listBlobs(container, { ...options, prefix: checkPrefix(options.prefix ?? '') })),
    head: (key, { signal } = {}) => run(signal, () => head(container, checkAzureKey(key), signal)),
    read: (key, options = {}) => run(options.signal, () => readBlob(container, checkAzureKey(key), options)),
    write: (key, body, options = {}) =>
      run(options.signal, () => writeBlob(container, { key: checkNewAzureKey(key), body, options })),
    remove: (keys, options = {}) => run(options.signal, () => removeBlobs(container, keys.map(checkAzureKey), options)),
    copy: (source, target, options = {}) =>
      run(options.signal, () =>
        copyBlob(container, { ...options, source: checkAzureKey(source), target: checkNewAzureKey(target) }),
      ),
    copyFrom: (from, source, target, options = {}) =>
      run(options.signal, () =>
        copyBlob(container, { ...options, from, source: checkAzureKey(source), target: checkNewAzureKey(target) }),
      ),
    place: azurePlace(container.access),
    multipart: uploads(container),
    presign: azurePresignedUrls(container),
    close: async () => container.close(),
  }
}

function uploads(container: AzureContainer): MultipartUploads {
  const run = runner(container)
  return {
    create: (key, options = {}) =>
      run(options.signal, async () => {
        if (options.overwrite === false && (await headBlob(container, checkNewAzureKey(key), options.signal)))
          throw new ObjectExists(key)
        return createUpload(container, checkNewAzureKey(key), options)
      }),
    part: async (part) => {
      checkPartNumber(part.number)
      return run(part.signal, () => writePart(container, part))
    },
    parts: (upload, { signal } = {}) => run(signal, () => listParts(container, upload, { signal })),
    complete: (completion) => run(completion.signal, () => completeUpload(container, completion)),
    abort: (upload) => run(undefined, () => abortUpload(container, upload)),
    serverId: (id) => readUploadId(id)?.upload ?? id,
  }
}

async function head(container: AzureContainer, key: string, signal?: AbortSignal) {
  const found = await headBlob(container, key, signal)
  return found && toAzureInfo(key, found.contentLength ?? 0, found)
}

/** Runs requests; a failure becomes an `AppError`, an abort the reason of the signal. */
function runner({ access }: AzureContainer) {
  return async <T>(signal: AbortSignal | undefined, request: () => Promise<T>): Promise<T> => {
    try {
      signal?.throwIfAborted()
      return await request()
    } catch (error) {
      throw signal?.aborted ? signal.reason : translateAzureError(error, access)
    }
  }
}
