import 'server-only'
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { processWide } from '@/lib/shared'
import type { ObjectStore } from '@/lib/storage/object-store'
import { type RetirableStore, retirable } from './retirable-store'

const MAX_OPEN_STORES = 50

type Entry = { fingerprint: string; store: Promise<RetirableStore> }

/**
 * The open store of a resource. It is opened anew, and the old one closed, as soon as the value that it was opened with
 * is another one, also through a reference.
 */
export async function pooledStore(
  resource: { id: string; resourceType: string; value: unknown },
  open: () => Promise<ObjectStore>,
): Promise<ObjectStore> {
  const fingerprint = fingerprintOf(resource)
  const known = pool().get(resource.id)
  if (known?.fingerprint === fingerprint) return (await known.store).store
  const entry = { fingerprint, store: open().then(retirable) }
  pool().set(resource.id, entry)
  entry.store.catch(() => {
    if (pool().peek(resource.id) === entry) pool().delete(resource.id)
  })
  return (await entry.store).store
}

/** Closes the store of a resource that is no more, once what runs on it has ended. */
export function dropPooledStore(resourceId: string): void {
  pool().delete(resourceId)
}

function pool(): LRUCache<string, Entry> {
  return processWide('resource-stores', () => new LRUCache<string, Entry>({ max: MAX_OPEN_STORES, dispose: retire }))
}

function retire({ store }: Entry): void {
  store.then(
    ({ retire }) => retire(),
    () => undefined,
  )
}

// A digest, so that no key of a map holds a secret.
function fingerprintOf({ resourceType, value }: { resourceType: string; value: unknown }): string {
  return createHash('sha256')
    .update(JSON.stringify([resourceType, value]))
    .digest('base64')
}
