import 'server-only'
import type { Context } from '@/lib/auth/context'
import { couldListBelow } from '@/lib/permissions/access'
import { openText, sealText } from '@/lib/secrets/sealed-text'
import { checkPrefix } from '@/lib/storage/keys'
import { listAllowedKeys } from './list-allowed-keys'
import { openTarget } from './open-target'
import { recordListing } from './record-object-read'
import type { FlatPage, ListFlat } from './schema'

const SEARCH_MS = 2500
const PURPOSE = 'place among keys'

/** One page of all keys under a prefix that the actor may list; the next one starts after `next_marker`. */
export async function listFlat(ctx: Context, input: ListFlat, signal?: AbortSignal): Promise<FlatPage> {
  const opened = await openTarget(ctx, input)
  const prefix = checkPrefix(longer(input.prefix, input.search))
  if (!couldListBelow(opened.access, ''))
    return { windmill_large_files: [], next_marker: null, restricted_access: true }
  const after = input.marker && (openText(PURPOSE, input.marker) ?? input.marker)
  const until = Date.now() + SEARCH_MS
  const { objects, resume } = await listAllowedKeys(opened, { prefix, after, limit: input.max_keys, until, signal })
  await recordListing(ctx, input, prefix)
  const keys = objects.map(({ key }) => ({ s3: key }))
  return { windmill_large_files: keys, next_marker: markerFor(resume, keys.at(-1)?.s3), restricted_access: false }
}

/** The last key that was told, as published clients expect; what was passed over since is told to nobody. */
function markerFor(resume: string | null, last: string | undefined): string | null {
  return resume === null || resume === last ? resume : sealText(PURPOSE, resume)
}

/** `search` is a raw prefix within `prefix`, and may be sent alone. */
function longer(prefix: string, search: string): string {
  return search.startsWith(prefix) ? search : prefix
}
