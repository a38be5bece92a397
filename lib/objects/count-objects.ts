import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { openText, sealText } from '@/lib/secrets/sealed-text'
import { checkPrefix } from '@/lib/storage/keys'
import { listAllowedKeys } from './list-allowed-keys'
import { openTarget } from './open-target'
import { requireBrowsing } from './require-browsing'
import type { CountObjects, ObjectCount } from './schema'

// Bounds one request; a bigger folder is counted in several.
const MAX_COUNTED = 10_000
const SEARCH_MS = 5000
const PURPOSE = 'place in a count'

/** Counts the objects and bytes under a prefix that the actor may list, up to 10,000 at a time. */
export async function countObjects(ctx: Context, input: CountObjects, signal?: AbortSignal): Promise<ObjectCount> {
  const opened = await openTarget(ctx, input)
  const prefix = checkPrefix(input.prefix)
  requireBrowsing(opened, prefix)
  const after = input.page_token === undefined ? undefined : readPlace(input.page_token)
  const until = Date.now() + SEARCH_MS
  const { objects, resume } = await listAllowedKeys(opened, { prefix, after, limit: MAX_COUNTED, until, signal })
  return {
    count: objects.length,
    bytes: objects.reduce((sum, { size }) => sum + size, 0),
    next_page_token: resume === null ? null : sealText(PURPOSE, resume),
  }
}

function readPlace(token: string): string {
  const place = openText(PURPOSE, token)
  if (place === null) throw new AppError('invalid', 'page_token: is not one that a count gave')
  return place
}
