import { AppError } from '@/lib/errors'
import type { AzureContainer } from './azure-client'
import { describeAzureFailure } from './azure-errors'
import { headBlob } from './azure-read'
import { lostCondition, unlessTaken } from './azure-write'
import { ObjectExists, ObjectNotFound } from './errors'

interface Copy {
  source: string
  target: string
  overwrite: boolean
  signal?: AbortSignal
}

const POLL_MS = 500

/** Copies inside the container, on the server. */
export async function copyBlob(container: AzureContainer, copy: Copy): Promise<void> {
  const { source, target, overwrite, signal } = copy
  const found = await headBlob(container, source, signal)
  if (!found) throw new ObjectNotFound(source)
  if (!overwrite && (await headBlob(container, target, signal))) throw new ObjectExists(target)
  // A copy onto itself would change nothing but the date.
  if (source === target) return
  const client = container.client.getBlobClient(target)
  try {
    const poller = await client.beginCopyFromURL(container.client.getBlobClient(source).url, {
      ...{ intervalInMs: POLL_MS, abortSignal: signal, conditions: unlessTaken(overwrite) },
      // Half of one version and half of the next would make a file that never was.
      sourceConditions: { ifMatch: found.etag },
    })
    const { copyStatus } = await poller.pollUntilDone()
    if (copyStatus !== 'success') throw brokenCopy(source)
  } catch (error) {
    await takeBack(container, target)
    if (describeAzureFailure(error)?.code === 'CannotVerifyCopySource') throw brokenCopy(source, error)
    throw lostCondition(error, { key: target, overwrite })
  }
}

// A copy that takes long is there while it is made, empty.
async function takeBack({ client }: AzureContainer, target: string): Promise<void> {
  const blob = client.getBlobClient(target)
  const left = await blob.getProperties().catch(() => null)
  if (left?.copyStatus === 'pending' && left.copyId) await blob.abortCopyFromURL(left.copyId).catch(() => undefined)
  if (left?.copyStatus === 'pending' || left?.copyStatus === 'failed' || left?.copyStatus === 'aborted')
    await blob.delete().catch(() => undefined)
}

function brokenCopy(source: string, cause?: unknown): AppError {
  return new AppError('unavailable', `The storage server did not copy ${JSON.stringify(source)}. Try again.`, { cause })
}
