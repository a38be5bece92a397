import 'server-only'
import { AppError } from '@/lib/errors'
import { requireAllowed } from '@/lib/permissions/rules'
import { ObjectExists } from '@/lib/storage/errors'
import { checkKey } from '@/lib/storage/keys'
import type { ObjectStore } from '@/lib/storage/object-store'
import type { OpenStorage } from '@/lib/storage-settings/open-storage'

type Transfer = { source: string; target: string; overwrite: boolean }

/** Moves one object within a storage: copies, checks that the copy is there, then removes the source. */
export async function transferObject({ store, rules }: OpenStorage, { source, target, overwrite }: Transfer) {
  for (const operation of ['read', 'delete'] as const) requireAllowed(rules, operation, checkKey(source))
  requireAllowed(rules, 'write', checkKey(target))
  if (source === target) return
  await copyObject(store, { source, target, overwrite })
  const [failure] = await store.remove([source])
  if (failure)
    throw new AppError('unavailable', `${JSON.stringify(source)} was copied but not removed: ${failure.reason}`)
}

async function copyObject(store: ObjectStore, { source, target, overwrite }: Transfer) {
  if (store.copy) await store.copy(source, target, { overwrite })
  else await copyThroughServer(store, { source, target, overwrite })
  if (!(await store.head(target)))
    throw new AppError(
      'unavailable',
      `The copy ${JSON.stringify(target)} did not arrive. ${JSON.stringify(source)} was left as it is.`,
    )
}

async function copyThroughServer(store: ObjectStore, { source, target, overwrite }: Transfer) {
  if (!overwrite && (await store.head(target))) throw new ObjectExists(target)
  const { info, body } = await store.read(source)
  await store.write(target, body, {
    contentType: info.contentType ?? undefined,
    contentDisposition: info.contentDisposition ?? undefined,
    contentEncoding: info.contentEncoding ?? undefined,
    cacheControl: info.cacheControl ?? undefined,
    metadata: info.metadata,
    size: info.size,
    overwrite,
  })
}
