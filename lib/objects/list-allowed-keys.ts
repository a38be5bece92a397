import 'server-only'
import { byCodePoints, listableStarts, mayListAllBelow } from '@/lib/permissions/access'
import type { ObjectSummary } from '@/lib/storage/object-store'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { MAX_PAGE_KEYS } from './schema'

type Ask = {
  prefix: string
  /** Only keys strictly after this one. */
  after?: string
  limit: number
  /** When to stop looking, in milliseconds since 1970; without it the search goes on until it has found enough. */
  until?: number
  signal?: AbortSignal
}

/** `resume` is the last key that was looked at, hidden or not, and null when there are no more. */
type AllowedKeys = { objects: ObjectSummary[]; resume: string | null }

/**
 * The next objects under a prefix that the actor may list, in order, at most `limit`. Pages that hold none of them are passed
 * over; parts of the storage in which there can be none are not read at all.
 */
export async function listAllowedKeys(opened: OpenStorage, ask: Ask): Promise<AllowedKeys> {
  const found: ObjectSummary[] = []
  for (const start of listableStarts(opened.access, ask.prefix)) {
    if (ask.after !== undefined && isBehind(start, ask.after)) continue
    const resume = await collect(opened, start, { ...ask, found })
    if (resume !== null) return { objects: found, resume }
  }
  return { objects: found, resume: null }
}

/** Whether everything that begins with `start` comes before `after` or is it. */
function isBehind(start: string, after: string): boolean {
  return byCodePoints(start, after) < 0 && !after.startsWith(start)
}

/** Adds what is found below one start. Answers where to go on once there is enough or time is up, null at its end. */
async function collect(
  opened: OpenStorage,
  start: string,
  { after, limit, until, signal, found }: Ask & { found: ObjectSummary[] },
): Promise<string | null> {
  const store = opened.forListing()
  const whole = mayListAllBelow(opened.access, start)
  let position = after !== undefined && byCodePoints(after, start) > 0 ? after : undefined
  for (;;) {
    const size = whole ? Math.min(limit - found.length, MAX_PAGE_KEYS) : MAX_PAGE_KEYS
    const page = await store.list({ prefix: start, startAfter: position, limit: size, signal })
    for (const object of page.objects) {
      if (whole || opened.may('list', object.key)) found.push(object)
      position = object.key
      if (found.length === limit) return page.cursor === null && object === page.objects.at(-1) ? null : object.key
    }
    if (page.cursor === null) return null
    if (until !== undefined && Date.now() > until) return position ?? start
  }
}
