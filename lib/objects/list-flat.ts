import 'server-only'
import type { Context } from '@/lib/auth/context'
import { isAllowed } from '@/lib/permissions/rules'
import { checkPrefix } from '@/lib/storage/keys'
import { openTarget } from './open-target'
import type { FlatPage, ListFlat } from './schema'

/** One page of all keys under a prefix; the next one starts after `next_marker`. */
export async function listFlat(ctx: Context, input: ListFlat, signal?: AbortSignal): Promise<FlatPage> {
  const { store, rules } = await openTarget(ctx, input)
  const prefix = checkPrefix(longer(input.prefix, input.search))
  if (!isAllowed(rules, 'list', prefix)) return { windmill_large_files: [], next_marker: null, restricted_access: true }
  const page = await store.list({ prefix, limit: input.max_keys, startAfter: input.marker, signal })
  const keys = page.objects.map(({ key }) => ({ s3: key }))
  return { windmill_large_files: keys, next_marker: page.cursor && (keys.at(-1)?.s3 ?? null), restricted_access: false }
}

/** `search` is a raw prefix within `prefix`, and may be sent alone. */
function longer(prefix: string, search: string): string {
  return search.startsWith(prefix) ? search : prefix
}
