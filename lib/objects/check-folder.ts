import 'server-only'
import type { Context } from '@/lib/auth/context'
import { listAllowedKeys } from './list-allowed-keys'
import { openTarget } from './open-target'
import type { CheckFolder, FolderCheck } from './schema'

const SEARCH_MS = 2500

/**
 * Whether a key is an object, or a folder of objects that the actor may list. With a marker it is a folder only where an object of
 * that name lies in it, as whoever fills a folder puts one there when all is done.
 */
export async function checkFolder(ctx: Context, input: CheckFolder, signal?: AbortSignal): Promise<FolderCheck> {
  const { file_key: key, marker_file: marker } = input
  const opened = await openTarget(ctx, input)
  const store = opened.authorize('read', key)
  const prefix = key.endsWith('/') ? key : `${key}/`
  if (marker) {
    const found = await opened.authorize('read', prefix + marker).head(prefix + marker, { signal })
    return { exists: found !== null, is_folder: found !== null }
  }
  const until = Date.now() + SEARCH_MS
  const { objects } = await listAllowedKeys(opened, { prefix, limit: 1, until, signal })
  if (objects.length > 0) return { exists: true, is_folder: true }
  return { exists: (await store.head(key, { signal })) !== null, is_folder: false }
}
