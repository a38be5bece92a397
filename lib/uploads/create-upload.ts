import 'server-only'
import type { Context } from '@/lib/auth/context'
import { openTarget } from '@/lib/objects/open-target'
import type { CreateUpload } from '@/lib/objects/schema'
import { keyToWrite, writeAttributes } from '@/lib/objects/upload-object'
import { requireParts } from './open-upload'
import { sealUploadId } from './upload-id'

/** Begins an upload in parts. The answer's id serves only this actor. */
export async function createUpload(ctx: Context, input: CreateUpload) {
  const key = keyToWrite(input)
  const store = (await openTarget(ctx, input)).authorize('write', key)
  const { storage, s3_resource_path, overwrite } = input
  const id = await requireParts(store).create(key, { ...writeAttributes(key, input), overwrite })
  return { upload_id: sealUploadId(ctx, { storage, s3_resource_path, key, overwrite, id }), file_key: key }
}
