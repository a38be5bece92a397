import 'server-only'
import type { Context } from '@/lib/auth/context'
import { openUpload } from './open-upload'
import type { CompleteUpload } from './schema'

/** Makes the object out of its parts. */
export async function completeUpload(ctx: Context, input: CompleteUpload, signal?: AbortSignal) {
  const { uploads, place, overwrite } = await openUpload(ctx, input.upload_id)
  const parts = input.parts.map(({ part_number, etag }) => ({ number: part_number, etag }))
  const { size, etag } = await uploads.complete({ ...place, parts, overwrite, signal })
  return { file_key: place.key, size, etag }
}
