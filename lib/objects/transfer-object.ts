import 'server-only'
import { AppError } from '@/lib/errors'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { ObjectInfo, ObjectStore } from '@/lib/storage/object-store'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { copyThroughServer } from './copy-object'

type Transfer = { source: string; target: string; overwrite: boolean }

/** Moves one object within a storage: copies it, checks the copy, and only then removes the source. */
export async function transferObject(opened: OpenStorage, transfer: Transfer): Promise<void> {
  const { source, target } = transfer
  opened.authorize('read', source)
  opened.authorize('delete', source)
  const store = opened.authorize('write', target)
  const original = await store.head(source)
  if (!original) throw new ObjectNotFound(source)
  if (source === target) return
  if (store.copy) await store.copy(source, target, { overwrite: transfer.overwrite })
  else
    await copyThroughServer({ store, key: source }, { store, key: target }, { overwrite: transfer.overwrite, original })
  await requireGoodCopy(store, transfer, original)
  const [failure] = await store.remove([source])
  if (!failure) return
  const sentence = `${JSON.stringify(source)} was copied but not removed: ${failure.reason}`
  throw new AppError(failure.isDenied ? 'forbidden' : 'unavailable', sentence)
}

/**
 * Throws unless the copy is as long as the source, and the source still what it was. ETags of the two are not compared:
 * a copy that a store encrypts anew, or puts together from parts, has another one.
 */
async function requireGoodCopy(store: ObjectStore, { source, target }: Transfer, original: ObjectInfo): Promise<void> {
  const [copy, current] = await Promise.all([store.head(target), store.head(source)])
  const [from, to] = [JSON.stringify(source), JSON.stringify(target)]
  if (!current || !isSameVersion(current, original))
    throw new AppError(
      'conflict',
      `${from} was changed by somebody else while it was moved. It was left as it is now, and ${to} may hold what it was before.`,
    )
  if (!copy) throw new AppError('unavailable', `The copy ${to} did not arrive. ${from} was left as it is.`)
  if (copy.size !== original.size)
    throw new AppError(
      'unavailable',
      `The copy ${to} has ${copy.size} bytes instead of ${original.size}. ${from} was left as it is.`,
    )
}

function isSameVersion(one: ObjectInfo, other: ObjectInfo): boolean {
  const sameDate = one.lastModified.getTime() === other.lastModified.getTime()
  return one.etag === other.etag && one.size === other.size && sameDate
}
