import { Readable } from 'node:stream'
import type { BlobDownloadResponseParsed, BlobGetPropertiesResponse } from '@azure/storage-blob'
import { AppError } from '@/lib/errors'
import type { AzureContainer } from './azure-client'
import { describeAzureFailure, notAzure, translateAzureError } from './azure-errors'
import { isFolder, toAzureInfo } from './azure-translation'
import { ObjectChanged, ObjectNotFound, RangeNotSatisfiable } from './errors'
import type { ObjectContent, ReadOptions } from './object-store'
import { resolveRange } from './range'
import { extentOf, toEtag } from './s3-translation'

/** The headers of a blob; null when there is none, or when it is still being copied. */
export async function headBlob(
  { client }: AzureContainer,
  key: string,
  abortSignal?: AbortSignal,
): Promise<BlobGetPropertiesResponse | null> {
  try {
    const found = await client.getBlobClient(key).getProperties({ abortSignal })
    return isFolder(found.metadata) || found.copyStatus === 'pending' ? null : found
  } catch (error) {
    const failure = describeAzureFailure(error)
    // An answer to HEAD has no body, but the code stands in a header.
    if (failure?.status === 404 && failure.code !== 'ContainerNotFound') return null
    throw error
  }
}

/** Headers and bytes of a blob. */
export async function readBlob(container: AzureContainer, key: string, options: ReadOptions): Promise<ObjectContent> {
  const { range, ifMatch, signal } = options
  if (!range) return download(container, key, { ifMatch, signal })
  // Azure does not count from the end, and takes an empty range for the whole.
  const found = await headBlob(container, key, signal)
  if (!found) throw new ObjectNotFound(key)
  const etag = toEtag(found.etag) ?? ''
  if (ifMatch && etag !== ifMatch) throw new ObjectChanged(key)
  const { start, end } = resolveRange(key, range, found.contentLength ?? 0)
  return download(container, key, { start, end, ifMatch: etag, signal })
}

type Download = { start?: number; end?: number; ifMatch?: string; signal?: AbortSignal }

async function download(container: AzureContainer, key: string, asked: Download): Promise<ObjectContent> {
  const { start = 0, end, ifMatch, signal } = asked
  const count = end === undefined ? undefined : end - start
  const conditions = ifMatch ? { ifMatch: `"${ifMatch}"` } : {}
  const blob = container.client.getBlobClient(key)
  const answer = await blob.download(start, count, { conditions, abortSignal: signal }).catch((error) => {
    throw readFailure(error, key)
  })
  const body = bodyOf(answer, container, signal)
  try {
    if (isFolder(answer.metadata) || answer.copyStatus === 'pending') throw new ObjectNotFound(key)
    const extent = extentOf({ ContentRange: answer.contentRange, ContentLength: answer.contentLength })
    if (extent.start !== start || (end !== undefined && extent.end !== end))
      throw new AppError('unavailable', 'The storage server sent other bytes than it was asked for.')
    return { info: toAzureInfo(key, extent.size, answer), start: extent.start, end: extent.end, body }
  } catch (error) {
    body.destroy()
    throw error
  }
}

function readFailure(error: unknown, key: string): unknown {
  if (error instanceof RangeError) return notAzure({ cause: error })
  const failure = describeAzureFailure(error)
  if (failure?.status === 412) return new ObjectChanged(key, { cause: error })
  if (failure?.status === 416) return new RangeNotSatisfiable(key, null, { cause: error })
  if (failure?.status === 404 && failure.code !== 'ContainerNotFound') return new ObjectNotFound(key, { cause: error })
  return error
}

// A connection that breaks in the middle must end the body with a sentence too.
function bodyOf(answer: BlobDownloadResponseParsed, { access }: AzureContainer, signal?: AbortSignal): Readable {
  const body = answer.readableStreamBody
  if (!(body instanceof Readable)) throw new AppError('unavailable', 'The storage server answered without a body.')
  // Whoever reads it later still learns of an error that comes before.
  body.on('error', () => undefined)
  const destroy = body._destroy.bind(body)
  body._destroy = (error, callback) =>
    destroy(error, (final) => {
      const failure = final ?? error
      const translated = failure && (signal?.aborted ? signal.reason : translateAzureError(failure, access))
      callback(translated instanceof Error ? translated : (failure ?? null))
    })
  return body
}
