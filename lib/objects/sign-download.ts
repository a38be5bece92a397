import 'server-only'
import { create as contentDisposition } from 'content-disposition'
import type { Context } from '@/lib/auth/context'
import { ObjectNotFound } from '@/lib/storage/errors'
import { canTransferDirectly } from '@/lib/uploads/can-transfer-directly'
import { openTarget } from './open-target'
import { recordObjectRead } from './record-object-read'
import type { ObjectTarget } from './schema'

const EXPIRES_SECONDS = 300

/** A URL with which a browser saves an object straight from the store; null where that is not possible. */
export async function signDownload(ctx: Context, target: ObjectTarget): Promise<{ url: string | null }> {
  const key = target.file_key
  const store = (await openTarget(ctx, target)).authorize('read', key)
  if (!store.presign || !(await canTransferDirectly(ctx, target)).direct) return { url: null }
  const found = await store.head(key)
  if (!found) throw new ObjectNotFound(key)
  const name = key.slice(key.lastIndexOf('/') + 1) || 'file'
  const url = await store.presign.download(key, contentDisposition(name, { type: 'attachment' }), EXPIRES_SECONDS)
  // Nobody tells us whether it is used.
  await recordObjectRead(ctx, target, { range: undefined, start: 0, end: found.size, size: found.size, isShown: false })
  return { url }
}
