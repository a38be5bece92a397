import 'server-only'
import type { MultipartUploads, UploadPlace } from '@/lib/storage/multipart'
import type { ObjectStore } from '@/lib/storage/object-store'
import type { BucketCall } from './s3-call'
import { notImplemented } from './s3-failure'

/** The uploads in parts of a store, for one key that the caller may write. Asked anew at every step. */
export function uploadsOf(call: BucketCall): { uploads: MultipartUploads; store: ObjectStore; place: UploadPlace } {
  const { key, query } = call.target
  const store = call.opened.authorize('write', key)
  return { uploads: requireUploads(store), store, place: { key, id: query.get('uploadId') ?? '' } }
}

function requireUploads({ multipart }: ObjectStore): MultipartUploads {
  if (!multipart) throw notImplemented('An upload in parts to this kind of storage')
  return multipart
}
