import 'server-only'
import { hkdfSync } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { env } from '@/lib/env'

/** 32 bytes for one purpose, from the master key (HKDF, RFC 5869): a key for one purpose tells nothing of those for others. */
export function deriveKey(purpose: string): Buffer {
  const { masterKey } = env()
  if (!masterKey) throw new Error('MASTER_KEY is read before it was prepared')
  const known = derived.get(purpose)
  if (known?.from === masterKey) return known.key
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(masterKey, 'base64'), '', `granary ${purpose}`, 32))
  derived.set(purpose, { from: masterKey, key })
  return key
}

// Purposes may hold names that a request gave.
const derived = new LRUCache<string, { from: string; key: Buffer }>({ max: 1000 })
