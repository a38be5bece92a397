import { AppError } from '@/lib/errors'
import { ObjectChanged } from './errors'
import { type GcsBucket, objectPath } from './gcs-client'
import { describeGcsFailure, translateGcsError } from './gcs-errors'
import { headGcs, isMissingObject } from './gcs-read'
import { generationCondition, lostGeneration } from './gcs-write'
import { onlyKey } from './keys'
import type { RemoveFailure, RemoveOptions } from './object-store'
import { runBounded } from './s3-multipart'

const MAX_KEYS = 1000
const PARALLEL_REMOVALS = 32

/** Removes up to 1000 objects, each by a request of its own. */
export async function removeGcs(
  bucket: GcsBucket,
  keys: string[],
  { ifMatch, signal }: RemoveOptions = {},
): Promise<RemoveFailure[]> {
  if (ifMatch !== undefined) {
    // Asked first because servers of others do not know the condition.
    const key = onlyKey(keys)
    const found = await headGcs(bucket, key, { signal })
    if (found && found.generation !== ifMatch) throw new ObjectChanged(key)
  }
  if (keys.length > MAX_KEYS) throw new AppError('invalid', `At most ${MAX_KEYS} files can be removed at once.`)
  const results = await runBounded(keys, PARALLEL_REMOVALS, (key) => removeOne(bucket, key, { ifMatch, signal }))
  return results.filter((failure) => failure !== null)
}

async function removeOne(
  bucket: GcsBucket,
  key: string,
  { ifMatch, signal }: RemoveOptions,
): Promise<RemoveFailure | null> {
  try {
    const params = generationCondition({ ifMatch })
    await bucket.request({ path: objectPath(bucket, key), method: 'DELETE', params, responseType: 'text', signal })
    return null
  } catch (error) {
    if (isMissingObject(error)) return null
    if (ifMatch !== undefined && describeGcsFailure(error)?.status === 412)
      throw lostGeneration(error, { key, ifMatch })
    const translated = translateGcsError(error, bucket)
    // A key that is refused is an answer; a server that is away or a missing bucket is a failure of all.
    if (describeGcsFailure(error)?.status !== 403 || !(translated instanceof AppError)) throw error
    return { key, reason: translated.message, isDenied: translated.code === 'forbidden' }
  }
}
