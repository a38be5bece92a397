import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireAllowed } from '@/lib/permissions/rules'
import { ObjectNotFound } from '@/lib/storage/errors'
import { checkKey } from '@/lib/storage/keys'
import type { ObjectContent, ObjectInfo, ReadOptions } from '@/lib/storage/object-store'
import { openTarget } from './open-target'
import type { ObjectTarget } from './schema'

/** The bytes of one object, or of a range of it, as a stream that the caller consumes or destroys. */
export async function readObject(ctx: Context, input: ObjectTarget, options: ReadOptions): Promise<ObjectContent> {
  const { store, rules } = await openTarget(ctx, input)
  const key = checkKey(input.file_key)
  requireAllowed(rules, 'read', key)
  return store.read(key, options)
}

/** The same without the bytes. */
export async function headObject(ctx: Context, input: ObjectTarget, signal?: AbortSignal): Promise<ObjectInfo> {
  const { store, rules } = await openTarget(ctx, input)
  const key = checkKey(input.file_key)
  requireAllowed(rules, 'read', key)
  const info = await store.head(key, { signal })
  if (!info) throw new ObjectNotFound(key)
  return info
}
