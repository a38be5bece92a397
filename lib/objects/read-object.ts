import 'server-only'
import type { Context } from '@/lib/auth/context'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { ObjectContent, ObjectInfo, ReadOptions } from '@/lib/storage/object-store'
import { openTarget } from './open-target'
import type { ObjectTarget } from './schema'

/** The bytes of one object, or of a range of it, as a stream that the caller consumes or destroys. */
export async function readObject(ctx: Context, input: ObjectTarget, options: ReadOptions): Promise<ObjectContent> {
  const { store, key } = await openForReading(ctx, input, options.signal)
  return store.read(key, options)
}

/** The same without the bytes. */
export async function headObject(ctx: Context, input: ObjectTarget, signal?: AbortSignal): Promise<ObjectInfo> {
  const { store, key } = await openForReading(ctx, input, signal)
  const info = await store.head(key, { signal })
  if (!info) throw new ObjectNotFound(key)
  return info
}

/**
 * The store and the key to read. Scripts write `/reports/may.csv` for `reports/may.csv`: where the first is no object, the second
 * is meant. Each is authorised before the store is asked for it.
 */
async function openForReading(ctx: Context, input: ObjectTarget, signal?: AbortSignal) {
  const opened = await openTarget(ctx, input)
  const { file_key: key } = input
  const plain = key.slice(1)
  if (key.startsWith('/') && plain !== '' && opened.may('read', plain)) {
    const found = opened.may('read', key) && (await opened.authorize('read', key).head(key, { signal }))
    if (!found && (await opened.authorize('read', plain).head(plain, { signal })))
      return { store: opened.authorize('read', plain), key: plain }
  }
  return { store: opened.authorize('read', key), key }
}
