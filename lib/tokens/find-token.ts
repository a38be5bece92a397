import 'server-only'
import { cachedIdentity } from '@/lib/people/identity-cache'
import { processWide } from '@/lib/shared'
import { findStoredToken, markUsed, type StoredToken } from './store'

// Often enough for "last used 3 minutes ago", seldom enough not to write at every request.
const MARK_EVERY_MS = 60_000

/** The token of that id while it may be used; null when it was revoked or has expired. */
export async function findToken(id: string): Promise<StoredToken | null> {
  const token = await cachedIdentity(`token:${id}`, () => findStoredToken(id))
  if (!token || (token.expiresAt && token.expiresAt.getTime() <= Date.now())) return null
  await markSometimes(id)
  return token
}

async function markSometimes(id: string): Promise<void> {
  const now = Date.now()
  const marks = lastMarks()
  if (now - (marks.get(id) ?? 0) < MARK_EVERY_MS) return
  if (marks.size > 10_000) marks.clear()
  marks.set(id, now)
  await markUsed(id, new Date(now))
}

function lastMarks(): Map<string, number> {
  return processWide('token-marks', () => new Map<string, number>())
}
