import 'server-only'
import type { Context } from '@/lib/auth/context'
import { couldListBelow } from '@/lib/permissions/access'
import { checkPrefix } from '@/lib/storage/keys'
import type { ListPage } from '@/lib/storage/object-store'
import { listAllowedLevel } from './list-allowed-level'
import { openTarget } from './open-target'
import { recordListing } from './record-object-read'
import type { LevelPage, ListLevel } from './schema'

/** One page of one folder level. Whoever may not browse gets an empty page that says so, as the published clients expect. */
export async function listLevel(ctx: Context, input: ListLevel, signal?: AbortSignal): Promise<LevelPage> {
  const opened = await openTarget(ctx, input)
  const prefix = checkPrefix(input.prefix + input.search)
  if (!couldListBelow(opened.access, ''))
    return { folders: [], files: [], next_page_token: null, restricted_access: true }
  const page = await listAllowedLevel(opened, { prefix, limit: input.max_keys, cursor: input.page_token, signal })
  await recordListing(ctx, input, input.prefix)
  return toLevelPage(page, input.prefix)
}

function toLevelPage(page: ListPage, prefix: string): LevelPage {
  return {
    folders: page.prefixes.map((folder) => ({ prefix: folder, name: folder.slice(prefix.length, -1) })),
    files: page.objects.map(({ key, size, lastModified, etag }) => ({
      key,
      name: key.slice(prefix.length),
      size,
      last_modified: lastModified,
      etag,
    })),
    next_page_token: page.cursor,
    restricted_access: false,
  }
}
