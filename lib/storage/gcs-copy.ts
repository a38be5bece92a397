import { AppError } from '@/lib/errors'
import { ObjectChanged, ObjectExists, ObjectNotFound } from './errors'
import { type GcsBucket, objectPath } from './gcs-client'
import { headGcs, isMissingObject } from './gcs-read'
import { generationCondition, lostGeneration } from './gcs-write'
import type { CopyOptions } from './object-store'

/** `from` is the bucket that the source lies in; by default the target's. */
type Copy = CopyOptions & { source: string; target: string; from?: string }

interface Progress {
  done: boolean
  rewriteToken?: string
  /** Bytes so far, as digits. */
  totalBytesRewritten?: string
}

/** Copies on the server, in as many steps as it wants. The target is there once it is whole. */
export async function copyGcs(bucket: GcsBucket, copy: Copy): Promise<void> {
  const { source, target, overwrite, ifMatch, signal } = copy
  const sources = bucketOf(bucket, copy)
  const found = await headGcs(sources, source, { signal })
  if (!found) throw new ObjectNotFound(source)
  const there = overwrite === false || ifMatch !== undefined ? await headGcs(bucket, target, { signal }) : null
  if (overwrite === false && there) throw new ObjectExists(target)
  if (ifMatch !== undefined && there?.generation !== ifMatch) throw new ObjectChanged(target)
  // A copy onto itself would change nothing but the date.
  if (sources === bucket && source === target) return
  const path = `${objectPath(sources, source)}/rewriteTo${objectPath(bucket, target).replace('/storage/v1', '')}`
  const params = { sourceGeneration: found.generation, ...generationCondition(copy) }
  // Sent twice, it would find itself.
  const request = { path, method: 'POST' as const, repeatable: overwrite !== false && ifMatch === undefined, signal }
  for (let progress: Progress = { done: false }; !progress.done; ) {
    const { rewriteToken } = progress
    const asked = { ...params, ...(rewriteToken && { rewriteToken }) }
    const answer = await bucket.request<Progress>({ ...request, params: asked }).catch((error) => {
      if (isMissingObject(error)) throw new ObjectNotFound(source, { cause: error })
      throw lostGeneration(error, { ...copy, key: target })
    })
    if (!goesOn(progress, answer.data)) throw stuckCopy(source)
    progress = answer.data
  }
}

function goesOn(before: Progress, { done, rewriteToken, totalBytesRewritten }: Progress): boolean {
  if (done) return true
  return !!rewriteToken && (rewriteToken !== before.rewriteToken || totalBytesRewritten !== before.totalBytesRewritten)
}

function stuckCopy(source: string): AppError {
  return new AppError('unavailable', `The storage server does not go on to copy ${JSON.stringify(source)}. Try again.`)
}

function bucketOf(bucket: GcsBucket, { from }: Copy): GcsBucket {
  return from === undefined ? bucket : { ...bucket, settings: { ...bucket.settings, bucket: from } }
}
