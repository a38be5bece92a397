import 'server-only'
import type { Context } from '@/lib/auth/context'
import { checkPrefix } from '@/lib/storage/keys'
import { openTarget } from './open-target'
import { requireBrowsing } from './require-browsing'
import { type CountObjects, MAX_PAGE_KEYS, type ObjectCount } from './schema'

// Bounds one request; a bigger folder is counted in several.
const MAX_PAGES = 10

/** Counts objects and bytes under a prefix, up to 10,000 at a time. */
export async function countObjects(ctx: Context, input: CountObjects, signal?: AbortSignal): Promise<ObjectCount> {
  const { store, rules } = await openTarget(ctx, input)
  const prefix = checkPrefix(input.prefix)
  requireBrowsing(rules, prefix)
  const total: ObjectCount = { count: 0, bytes: 0, next_page_token: input.page_token ?? null }
  for (let page = 0; page < MAX_PAGES; page++) {
    const { objects, cursor } = await store.list({
      prefix,
      limit: MAX_PAGE_KEYS,
      cursor: total.next_page_token ?? undefined,
      signal,
    })
    total.count += objects.length
    total.bytes += objects.reduce((sum, { size }) => sum + size, 0)
    total.next_page_token = cursor
    if (cursor === null) break
  }
  return total
}
