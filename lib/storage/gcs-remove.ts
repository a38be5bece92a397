import { AppError } from '@/lib/errors'
import { type GcsBucket, objectPath } from './gcs-client'
import { describeGcsFailure, translateGcsError } from './gcs-errors'
import { isMissingObject } from './gcs-read'
import type { RemoveFailure } from './object-store'
import { runBounded } from './s3-multipart'

const MAX_KEYS = 1000
const PARALLEL_REMOVALS = 32

/** Removes up to 1000 objects, each by a request of its own. */
export async function removeGcs(bucket: GcsBucket, keys: string[], signal?: AbortSignal): Promise<RemoveFailure[]> {
  if (keys.length > MAX_KEYS) throw new AppError('invalid', `At most ${MAX_KEYS} files can be removed at once.`)
  const results = await runBounded(keys, PARALLEL_REMOVALS, (key) => removeOne(bucket, key, signal))
  return results.filter((failure) => failure !== null)
}

async function removeOne(bucket: GcsBucket, key: string, signal?: AbortSignal): Promise<RemoveFailure | null> {
  try {
    await bucket.request({ path: objectPath(bucket, key), method: 'DELETE', responseType: 'text', signal })
    return null
  } catch (error) {
    if (isMissingObject(error)) return null
    const translated = translateGcsError(error, bucket)
    // A key that is refused is an answer; a server that is away or a missing bucket is a failure of all.
    if (describeGcsFailure(error)?.status !== 403 || !(translated instanceof AppError)) throw error
    return { key, reason: translated.message }
  }
}
