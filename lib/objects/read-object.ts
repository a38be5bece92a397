import 'server-only'
import type { Context } from '@/lib/auth/context'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { ObjectContent, ObjectInfo, ReadOptions } from '@/lib/storage/object-store'
import { openTarget } from './open-target'
import type { ObjectTarget } from './schema'

/** The bytes of one object, or of a range of it, as a stream that the caller consumes or destroys. */
export async function readObject(ctx: Context, input: ObjectTarget, options: ReadOptions): Promise<ObjectContent> {
  const { file_key: key } = input
  const store = (await openTarget(ctx, input)).authorize('read', key)
  return store.read(key, options)
}

/** The same without the bytes. */
export async function headObject(ctx: Context, input: ObjectTarget, signal?: AbortSignal): Promise<ObjectInfo> {
  const { file_key: key } = input
  const store = (await openTarget(ctx, input)).authorize('read', key)
  const info = await store.head(key, { signal })
  if (!info) throw new ObjectNotFound(key)
  return info
}
