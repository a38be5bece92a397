import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { env } from '@/lib/env'
import { removeOldEntries } from './store'

const DAY_MS = 24 * 3600 * 1000

/** Entries of one statement: few, so that a database in this process answers others in between. */
const STEP_ENTRIES = 500

/** Removes entries that are older than the settings say. Returns how many. */
export async function pruneAudit(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - env().auditDays * DAY_MS)
  let removed = 0
  for (;;) {
    const step = await removeOldEntries(before, STEP_ENTRIES)
    removed += step
    if (step < STEP_ENTRIES) return removed
    await pause(10)
  }
}

/** Prunes now and once a day, as long as the process lives. */
export function pruneDaily(): void {
  const prune = () =>
    void pruneAudit().catch((error) => console.error('[audit] old entries could not be removed', error))
  prune()
  setInterval(prune, DAY_MS).unref()
}
