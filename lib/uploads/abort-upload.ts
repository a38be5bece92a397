import 'server-only'
import type { Context } from '@/lib/auth/context'
import { openUpload } from './open-upload'
import { countEnded } from './open-uploads'
import type { UploadReference } from './schema'

/** Gives an upload up and frees what its parts take. */
export async function abortUpload(ctx: Context, input: UploadReference): Promise<null> {
  const { uploads, place, upload } = await openUpload(ctx, input.upload_id)
  await countEnded(ctx, upload, () => uploads.abort(place))
  return null
}
