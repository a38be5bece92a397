import 'server-only'
import type { MultipartUploads, UploadPlace } from '@/lib/storage/multipart'
import type { ObjectStore } from '@/lib/storage/object-store'
import type { BucketCall } from './s3-call'
import { notImplemented } from './s3-failure'
import { readUploadId, serverUploadId } from './upload-id'

type NamedUpload = {
  uploads: MultipartUploads
  store: ObjectStore
  /** As the store knows it. */
  place: UploadPlace
  /** As the request called it; '' where it begins one. */
  told: string
  /** As it is counted among those that somebody has open. */
  counted: UploadPlace & { storage: string }
}

/** The uploads in parts of a store, for one key that the caller may write. Asked anew at every step. Throws `UploadNotFound`. */
export function uploadsOf(call: BucketCall): NamedUpload {
  const { key, query } = call.target
  const store = call.opened.authorize('write', key)
  const uploads = requireUploads(store)
  const told = query.get('uploadId') ?? ''
  const id = readUploadId({ uploads, workspaceId: call.ctx.workspace.id, key, id: told })
  const counted = { storage: call.storage, key, id: serverUploadId({ uploads, id }) }
  return { uploads, store, place: { key, id }, told, counted }
}

function requireUploads({ multipart }: ObjectStore): MultipartUploads {
  if (!multipart) throw notImplemented('An upload in parts to this kind of storage')
  return multipart
}
