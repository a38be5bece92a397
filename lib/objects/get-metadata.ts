import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireAllowed } from '@/lib/permissions/rules'
import { ObjectNotFound } from '@/lib/storage/errors'
import { checkKey } from '@/lib/storage/keys'
import { openTarget } from './open-target'
import type { Metadata, ObjectTarget } from './schema'

/** What is known about one object. Throws `ObjectNotFound`. */
export async function getMetadata(ctx: Context, input: ObjectTarget, signal?: AbortSignal): Promise<Metadata> {
  const { store, rules } = await openTarget(ctx, input)
  const key = checkKey(input.file_key)
  requireAllowed(rules, 'read', key)
  const info = await store.head(key, { signal })
  if (!info) throw new ObjectNotFound(key)
  return {
    mime_type: info.contentType,
    size_in_bytes: info.size,
    last_modified: info.lastModified,
    expires: null,
    version_id: info.versionId,
    etag: info.etag,
    content_disposition: info.contentDisposition,
    content_encoding: info.contentEncoding,
    cache_control: info.cacheControl,
    storage_class: info.storageClass,
    metadata: info.metadata,
  }
}
