import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { auditedObject } from '@/lib/objects/audited-object'
import { openTarget } from '@/lib/objects/open-target'
import type { ObjectStore } from '@/lib/storage/object-store'
import { openUploadId } from './upload-id'

/** Opens an upload that this actor began, and asks again whether they may still write the key: at every part, and at the end. */
export async function openUpload(ctx: Context, uploadId: string) {
  const { id, key, overwrite, storage, s3_resource_path } = openUploadId(ctx, uploadId)
  const target = { storage, s3_resource_path }
  const store = (await openTarget(ctx, target)).authorize('write', key)
  const audited = auditedObject(target, key)
  const upload = { storage: placeOf(target), key, id }
  return {
    uploads: requireParts(store),
    presign: store.presign,
    place: { key, id },
    upload,
    overwrite,
    audited,
    target,
  }
}

/** The one name of a storage, or of a resource that is used without one. */
export function placeOf({ storage, s3_resource_path }: { storage: string; s3_resource_path?: string }): string {
  return s3_resource_path ?? storage
}

/** Throws `invalid` for a storage that takes files only whole. */
export function requireParts(store: ObjectStore): NonNullable<ObjectStore['multipart']> {
  if (!store.multipart) throw new AppError('invalid', 'This storage takes no uploads in parts. Send the file whole.')
  return store.multipart
}
