import 'server-only'
import type { Context } from '@/lib/auth/context'
import { headObject } from './read-object'
import type { Metadata, ObjectTarget } from './schema'

/** What is known about one object. Throws `ObjectNotFound`. */
export async function getMetadata(ctx: Context, input: ObjectTarget, signal?: AbortSignal): Promise<Metadata> {
  const info = await headObject(ctx, input, signal)
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
