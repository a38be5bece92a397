import 'server-only'
import type { Context } from '@/lib/auth/context'
import { openUpload } from './open-upload'
import type { UploadReference } from './schema'

/** Gives an upload up and frees what its parts take. */
export async function abortUpload(ctx: Context, input: UploadReference): Promise<null> {
  const { uploads, place } = await openUpload(ctx, input.upload_id)
  await uploads.abort(place)
  return null
}
