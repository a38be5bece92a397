import 'server-only'
import { LRUCache } from 'lru-cache'
import { processWide } from '@/lib/shared'

/** Milliseconds that another process may take to notice a disabled user or a changed role; this process notices at once. */
const STALE_MS = 1000

/**
 * Who somebody is and what a storage is, asked at every request: cached for a second, dropped at once by `forgetIdentities`, which
 * every change to users, memberships, tokens, storages, resources and variables calls.
 */
export async function cachedIdentity<T extends object>(key: string, load: () => Promise<T | null>): Promise<T | null> {
  const cache = identities<{ value: T | null }>()
  const known = cache.get(key)
  if (known) return known.value
  const generation = currentGeneration.value
  const value = await load()
  if (generation === currentGeneration.value) cache.set(key, { value })
  return value
}

/** Forgets everything: such changes are rare, a forgotten entry costs one query. */
export function forgetIdentities(): void {
  currentGeneration.value += 1
  identities().clear()
}

// A load that began before a change must not be kept after it.
const currentGeneration = processWide('identity-generation', () => ({ value: 0 }))

function identities<V extends object>(): LRUCache<string, V> {
  return processWide('identities', () => new LRUCache<string, V>({ max: 10_000, ttl: STALE_MS }))
}
