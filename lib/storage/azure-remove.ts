import { AppError } from '@/lib/errors'
import type { AzureContainer } from './azure-client'
import { describeAzureFailure, translateAzureError } from './azure-errors'
import { lostCondition, writeConditions } from './azure-write'
import { onlyKey } from './keys'
import type { RemoveFailure, RemoveOptions } from './object-store'
import { runBounded } from './s3-multipart'

const MAX_KEYS = 1000
const PARALLEL_REMOVALS = 32

/** Refusals that are about one blob: the others of a request may still go. */
const ABOUT_KEY = [
  'LeaseIdMissing',
  'SnapshotsPresent',
  'BlobImmutableDueToPolicy',
  'InvalidUri',
  'InvalidResourceName',
]

/** Removes up to 1000 blobs, each by a request of its own. */
export async function removeBlobs(
  container: AzureContainer,
  keys: string[],
  { ifMatch, signal }: RemoveOptions = {},
): Promise<RemoveFailure[]> {
  if (ifMatch !== undefined) onlyKey(keys)
  if (keys.length > MAX_KEYS) throw new AppError('invalid', `At most ${MAX_KEYS} files can be removed at once.`)
  const results = await runBounded(keys, PARALLEL_REMOVALS, (key) => removeOne(container, key, { ifMatch, signal }))
  return results.filter((failure) => failure !== null)
}

async function removeOne(
  { client, access }: AzureContainer,
  key: string,
  { ifMatch, signal }: RemoveOptions,
): Promise<RemoveFailure | null> {
  try {
    await client.deleteBlob(key, { abortSignal: signal, conditions: writeConditions({ ifMatch }) })
    return null
  } catch (error) {
    const failure = describeAzureFailure(error)
    if (failure?.code === 'BlobNotFound') return null
    if (failure?.status === 412 && ifMatch !== undefined) {
      // No object meets no condition.
      if (!(await client.getBlobClient(key).exists({ abortSignal: signal }))) return null
      throw lostCondition(error, { key, ifMatch })
    }
    const translated = translateAzureError(error, access)
    const isAboutKey = ABOUT_KEY.includes(failure?.code ?? '') || failure?.status === 403
    if (!isAboutKey || !(translated instanceof AppError)) throw error
    return { key, reason: translated.message, isDenied: translated.code === 'forbidden' }
  }
}
