import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { QueryClient } from '@tanstack/react-query'
import type { Context } from '@/lib/auth/context'
import type { ExplorerPlace } from '@/lib/objects/explorer-path'
import { listLevel } from '@/lib/objects/list-level'
import { objectQueries } from '@/lib/objects/queries'
import { FIRST_PAGE_KEYS } from '@/lib/objects/schema'

// A slow store shows the skeleton instead of a blank page.
const PATIENCE_MS = 1000

/** The first page of a level under the key that the screen asks for; nothing when the store is slow or fails. */
export async function prefetchLevel(ctx: Context, { storage, prefix, search }: ExplorerPlace): Promise<QueryClient> {
  const client = new QueryClient()
  const patience = new AbortController()
  const input = { storage, prefix, search, max_keys: FIRST_PAGE_KEYS, s3_resource_path: undefined }
  const fetching = client.prefetchInfiniteQuery({
    ...objectQueries.level(ctx.workspace.id, { storage, prefix, search }),
    queryFn: () => listLevel(ctx, input, patience.signal),
    retry: false,
  })
  const timer = new AbortController()
  await Promise.race([fetching, setTimeout(PATIENCE_MS, null, { signal: timer.signal }).catch(() => null)])
  timer.abort()
  patience.abort()
  return client
}
