import 'server-only'
import { LRUCache } from 'lru-cache'
import { processWide } from '@/lib/shared'
import type { ObjectInfo, ObjectStore } from '@/lib/storage/object-store'

/** How long another program's change may go unseen by whoever asks for recent facts; changes through this process are seen at once. */
export const RECENT_MS = 3000
/** Facts of one object take about a kilobyte. */
const MAX_HEADS = 2000

/** A question under way: a change meanwhile makes its answer one that is not kept. */
type Loading = { key: string; stale: boolean }
type Heads = { known: LRUCache<string, ObjectInfo>; loading: Set<Loading> }

/**
 * A store of a server elsewhere that keeps what it learned of objects for a few seconds, for those who ask for `recent` facts. It
 * belongs to one store as it was opened: another configuration begins with nothing known. Every change of a key through this process
 * drops what is known of that key in every store, since several may lead to one bucket.
 */
export function withRecentHeads(inner: ObjectStore): ObjectStore {
  const heads: Heads = { known: new LRUCache({ max: MAX_HEADS, ttl: RECENT_MS }), loading: new Set() }
  allHeads().add(heads)
  const { copy, copyFrom, multipart, tags } = inner
  return {
    ...inner,
    head: (key, options = {}) => recentHead(inner, heads, { key, options }),
    async read(key, options) {
      const content = await keeping(
        heads,
        key,
        () => inner.read(key, options),
        ({ info }) => info,
      )
      return content
    },
    write: (key, body, options) => changing([key], () => inner.write(key, body, options)),
    remove: (keys, options) => changing(keys, () => inner.remove(keys, options)),
    ...(copy && {
      copy: (source, target, options) => changing([target], () => copy.call(inner, source, target, options)),
    }),
    ...(copyFrom && {
      copyFrom: (from, source, target, options) =>
        changing([target], () => copyFrom.call(inner, from, source, target, options)),
    }),
    ...(multipart && {
      multipart: { ...multipart, complete: (asked) => changing([asked.key], () => multipart.complete(asked)) },
    }),
    ...(tags && { tags: { ...tags, replace: (key, wanted) => changing([key], () => tags.replace(key, wanted)) } }),
    async close() {
      allHeads().delete(heads)
      await inner.close?.()
    },
  }
}

type Asked = { key: string; options: NonNullable<Parameters<ObjectStore['head']>[1]> }

async function recentHead(inner: ObjectStore, heads: Heads, { key, options }: Asked): Promise<ObjectInfo | null> {
  const known = options.recent ? heads.known.get(key) : undefined
  return (
    known ??
    keeping(
      heads,
      key,
      () => inner.head(key, options),
      (info) => info,
    )
  )
}

/** Asks the store, and keeps what it tells unless the key changed meanwhile; what fails or is not there is known no longer. */
async function keeping<T>(heads: Heads, key: string, ask: () => Promise<T>, tell: (answer: T) => ObjectInfo | null) {
  const loading: Loading = { key, stale: false }
  heads.loading.add(loading)
  try {
    const answer = await ask()
    const info = tell(answer)
    if (info && !loading.stale) heads.known.set(key, info)
    else heads.known.delete(key)
    return answer
  } catch (error) {
    heads.known.delete(key)
    throw error
  } finally {
    heads.loading.delete(loading)
  }
}

/** Runs a change: neither before it ends nor after it is anything known of what it changes. */
async function changing<T>(keys: readonly string[], change: () => Promise<T>): Promise<T> {
  forget(keys)
  try {
    return await change()
  } finally {
    forget(keys)
  }
}

function forget(keys: readonly string[]): void {
  const changed = new Set(keys)
  for (const { known, loading } of allHeads()) {
    for (const key of changed) known.delete(key)
    for (const each of loading) if (changed.has(each.key)) each.stale = true
  }
}

function allHeads(): Set<Heads> {
  return processWide('recent-heads', () => new Set<Heads>())
}
