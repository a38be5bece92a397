import { AppError } from '@/lib/errors'
import type { AzureContainer } from './azure-client'
import { describeAzureFailure, translateAzureError } from './azure-errors'
import type { RemoveFailure } from './object-store'
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
  signal?: AbortSignal,
): Promise<RemoveFailure[]> {
  if (keys.length > MAX_KEYS) throw new AppError('invalid', `At most ${MAX_KEYS} files can be removed at once.`)
  const results = await runBounded(keys, PARALLEL_REMOVALS, (key) => removeOne(container, key, signal))
  return results.filter((failure) => failure !== null)
}

async function removeOne(
  { client, access }: AzureContainer,
  key: string,
  abortSignal?: AbortSignal,
): Promise<RemoveFailure | null> {
  try {
    await client.deleteBlob(key, { abortSignal })
    return null
  } catch (error) {
    const failure = describeAzureFailure(error)
    if (failure?.code === 'BlobNotFound') return null
    const translated = translateAzureError(error, access)
    const isAboutKey = ABOUT_KEY.includes(failure?.code ?? '') || failure?.status === 403
    if (!isAboutKey || !(translated instanceof AppError)) throw error
    return { key, reason: translated.message }
  }
}
