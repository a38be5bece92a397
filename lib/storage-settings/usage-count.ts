import 'server-only'
import { LRUCache } from 'lru-cache'
import { processWide } from '@/lib/shared'
import type { ObjectStore } from '@/lib/storage/object-store'

const PAGE_KEYS = 1000
const MAX_KEPT = 1000
/** How long a count is good before somebody who asks starts another one. */
const FRESH_MS = 3600_000

/** What is known of one storage: the last whole count, and the one that runs. */
type Usage = {
  whole: { bytes: number; at: Date } | null
  running: { bytes: number; done: Promise<void> } | null
}

/**
 * The bytes of a storage by listing it. A count outlives the request that began it, and whoever asks meanwhile gets what is known after
 * `waitMs`: the count before, or as much as the first one has seen; null where that one failed.
 */
export async function countUsage(
  id: string,
  store: Pick<ObjectStore, 'list'>,
  { refresh, waitMs }: { refresh: boolean; waitMs: number },
): Promise<{ bytes: number; at: Date } | null> {
  const usage = usages().get(id) ?? { whole: null, running: null }
  usages().set(id, usage)
  const isFresh = usage.whole !== null && Date.now() - usage.whole.at.getTime() < FRESH_MS
  if (!usage.running && (refresh || !isFresh)) start(usage, store)
  if (usage.running) await Promise.race([usage.running.done, sleep(waitMs)])
  return usage.whole ?? (usage.running && { bytes: usage.running.bytes, at: new Date() })
}

function start(usage: Usage, store: Pick<ObjectStore, 'list'>): void {
  const running = { bytes: 0, done: Promise.resolve() }
  usage.running = running
  running.done = count(store, running)
    .then(() => {
      usage.whole = { bytes: running.bytes, at: new Date() }
    })
    .catch((error) => console.warn('[usage] a storage could not be counted', error))
    .finally(() => {
      usage.running = null
    })
}

async function count(store: Pick<ObjectStore, 'list'>, running: { bytes: number }): Promise<void> {
  let cursor: string | undefined
  do {
    const page = await store.list({ cursor, limit: PAGE_KEYS })
    for (const { size } of page.objects) running.bytes += size
    cursor = page.cursor ?? undefined
  } while (cursor !== undefined)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}

function usages(): LRUCache<string, Usage> {
  return processWide('storage-usages', () => new LRUCache<string, Usage>({ max: MAX_KEPT }))
}
