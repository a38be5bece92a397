import 'server-only'
import type { Context } from '@/lib/auth/context'
import { openTarget } from '@/lib/objects/open-target'
import type { CreateUpload } from '@/lib/objects/schema'
import { keyToWrite, writeAttributes } from '@/lib/objects/upload-object'
import { placeOf, requireParts } from './open-upload'
import { countBegun } from './open-uploads'
import { sealUploadId } from './upload-id'

/** Begins an upload in parts. The answer's id serves only this actor. Throws `TooManyUploads`. */
export async function createUpload(ctx: Context, input: CreateUpload) {
  const key = keyToWrite(input)
  const store = (await openTarget(ctx, input)).authorize('write', key)
  const { storage, s3_resource_path, overwrite } = input
  const uploads = requireParts(store)
  const attributes = { ...writeAttributes(key, input), overwrite }
  const id = await countBegun(ctx, { storage: placeOf(input), key }, () => uploads.create(key, attributes))
  return { upload_id: sealUploadId(ctx, { storage, s3_resource_path, key, overwrite, id }), file_key: key }
}
