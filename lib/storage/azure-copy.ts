import { setTimeout as pause } from 'node:timers/promises'
import type { BlobClient, ContainerClient } from '@azure/storage-blob'
import { AppError } from '@/lib/errors'
import type { AzureContainer } from './azure-client'
import { type AzureFailure, describeAzureFailure } from './azure-errors'
import { headBlob } from './azure-read'
import { lostCondition, writeConditions } from './azure-write'
import { ObjectChanged, ObjectExists, ObjectNotFound } from './errors'
import type { CopyOptions } from './object-store'

/** `from` is the container that the source lies in, of the same account; by default the target's. */
type Copy = CopyOptions & { source: string; target: string; from?: string }

const POLL_MS = 500

/** Copies inside the account, on the server. */
export async function copyBlob(container: AzureContainer, copy: Copy): Promise<void> {
  const { source, target, overwrite, signal } = copy
  const sources = containerOf(container, copy)
  const found = await headBlob({ ...container, client: sources }, source, signal)
  if (!found) throw new ObjectNotFound(source)
  if (overwrite === false && (await headBlob(container, target, signal))) throw new ObjectExists(target)
  // A copy onto itself would change nothing but the date.
  if (sources === container.client && source === target) return
  const client = container.client.getBlobClient(target)
  const { url } = sources.getBlobClient(source)
  let copyId: string | undefined
  try {
    const poller = await client.beginCopyFromURL(url, {
      ...{ intervalInMs: POLL_MS, abortSignal: signal, conditions: writeConditions(copy) },
      // Half of one version and half of the next would make a file that never was.
      sourceConditions: { ifMatch: found.etag },
    })
    copyId = copyIdOf(poller.getOperationState())
    const status = poller.isDone() ? poller.getResult()?.copyStatus : await follow(client, { copyId, target, signal })
    if (status !== 'success') throw brokenCopy(source)
  } catch (error) {
    const failure = describeAzureFailure(error)
    const begun = copyId ?? (failure?.status == null ? await unansweredCopy(client, url) : undefined)
    if (begun) await takeBack(client, begun)
    if (failure?.code === 'SourceConditionNotMet') throw new ObjectChanged(source, { cause: error })
    if (failure?.code === 'CannotVerifyCopySource') throw unverifiedSource(source, failure, error)
    throw lostCondition(error, { ...copy, key: target })
  }
}

/** A SAS token goes along in its addresses: the server is told of the source by nothing else. */
function containerOf({ client, service }: AzureContainer, { from }: Copy): ContainerClient {
  return from === undefined ? client : service.getContainerClient(from)
}

type Followed = { copyId?: string; target: string; signal?: AbortSignal }

/** Waits until a copy is made or has failed. The poller of the SDK would wait for ever once somebody else wrote the target. */
async function follow(blob: BlobClient, { copyId, target, signal }: Followed): Promise<string | undefined> {
  for (;;) {
    await pause(POLL_MS, undefined, { signal })
    const found = await blob.getProperties({ abortSignal: signal })
    if (found.copyId !== copyId) throw new ObjectChanged(target)
    if (found.copyStatus !== 'pending') return found.copyStatus
  }
}

/** The id of a copy of this source that is under way although nobody was told that it began. */
async function unansweredCopy(blob: BlobClient, url: string): Promise<string | undefined> {
  const found = await blob.getProperties().catch(() => null)
  const isOurs = found?.copyStatus === 'pending' && found.copySource?.split('?', 1)[0] === url.split('?', 1)[0]
  return isOurs ? found.copyId : undefined
}

/** A copy that takes long is there while it is made, empty; what somebody else put in its place meanwhile stays. */
async function takeBack(blob: BlobClient, copyId: string): Promise<void> {
  const left = await blob.getProperties().catch(() => null)
  if (left?.copyId !== copyId || left.copyStatus === 'success') return
  if (left.copyStatus === 'pending') await blob.abortCopyFromURL(copyId).catch(() => undefined)
  // Ending a copy makes another version of the empty blob.
  const ended = left.copyStatus === 'pending' ? await blob.getProperties().catch(() => null) : left
  if (ended?.copyId !== copyId || ended.copyStatus === 'success') return
  await blob.delete({ conditions: { ifMatch: ended.etag } }).catch(() => undefined)
}

// More than the type of the state promises.
function copyIdOf(state: object): string | undefined {
  return 'copyId' in state && typeof state.copyId === 'string' ? state.copyId : undefined
}

/** Azure reads the source as whoever the address of it is for, and passes on what it met. */
function unverifiedSource(source: string, { status }: AzureFailure, cause: unknown): AppError {
  if (status === null || status >= 500) return brokenCopy(source, cause)
  return new AppError('forbidden', `The storage server may not read ${JSON.stringify(source)} to copy it.`, { cause })
}

function brokenCopy(source: string, cause?: unknown): AppError {
  return new AppError('unavailable', `The storage server did not copy ${JSON.stringify(source)}. Try again.`, { cause })
}
