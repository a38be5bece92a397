import 'server-only'
import { AppError } from '@/lib/errors'
import { ObjectChanged } from '@/lib/storage/errors'
import type { ObjectInfo } from '@/lib/storage/object-store'
import type { Copying } from './copy-content'
import type { Run } from './run'

/** Removes what was moved, once its copy was checked. Throws `conflict` when it has become another object since it was copied. */
export async function removeSource({ signal }: Run, { store, key, info }: Copying['from']): Promise<void> {
  const current = await store.head(key, { signal })
  if (!current) return
  if (!isSameVersion(current, info)) throw changed(key)
  const [failure] = await store.remove([key], { ifMatch: info.etag ?? undefined, signal }).catch((error) => {
    throw error instanceof ObjectChanged ? changed(key) : error
  })
  if (!failure) return
  const sentence = `${JSON.stringify(key)} was copied but not removed: ${failure.reason}`
  throw new AppError(failure.isDenied ? 'forbidden' : 'unavailable', sentence)
}

function changed(key: string): AppError {
  return new AppError(
    'conflict',
    `${JSON.stringify(key)} was changed by somebody else while it was moved. It was left as it is now; the target has what it was before.`,
  )
}

function isSameVersion(one: ObjectInfo, other: ObjectInfo): boolean {
  return (
    one.etag === other.etag && one.size === other.size && one.lastModified.getTime() === other.lastModified.getTime()
  )
}
