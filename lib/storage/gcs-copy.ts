import { ObjectExists, ObjectNotFound } from './errors'
import { type GcsBucket, objectPath } from './gcs-client'
import { headGcs, isMissingObject } from './gcs-read'
import { lostGeneration, unlessThere } from './gcs-write'

interface Copy {
  source: string
  target: string
  overwrite: boolean
  signal?: AbortSignal
}

interface Progress {
  done: boolean
  rewriteToken?: string
}

/** Copies inside the bucket, on the server, in as many steps as it wants. The target is there once it is whole. */
export async function copyGcs(bucket: GcsBucket, { source, target, overwrite, signal }: Copy): Promise<void> {
  const found = await headGcs(bucket, source, signal)
  if (!found) throw new ObjectNotFound(source)
  if (!overwrite && (await headGcs(bucket, target, signal))) throw new ObjectExists(target)
  // A copy onto itself would change nothing but the date.
  if (source === target) return
  const path = `${objectPath(bucket, source)}/rewriteTo${objectPath(bucket, target).replace('/storage/v1', '')}`
  const params = { sourceGeneration: found.generation, ...unlessThere(overwrite) }
  for (let rewriteToken: string | undefined, done = false; !done; ) {
    const asked = { ...params, ...(rewriteToken && { rewriteToken }) }
    const answer = await bucket.request<Progress>({ path, method: 'POST', params: asked, signal }).catch((error) => {
      if (isMissingObject(error)) throw new ObjectNotFound(source, { cause: error })
      throw lostGeneration(error, { key: target, overwrite })
    })
    ;({ done, rewriteToken } = answer.data)
  }
}
