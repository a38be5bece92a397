import 'server-only'
import type { Context } from '@/lib/auth/context'
import { openUpload } from './open-upload'
import type { StoredPartAnswer, UploadReference } from './schema'

/** The parts that are stored: what an upload that broke off need not send again. */
export async function listParts(ctx: Context, input: UploadReference): Promise<{ parts: StoredPartAnswer[] }> {
  const { uploads, place } = await openUpload(ctx, input.upload_id)
  const parts = await uploads.parts(place)
  return { parts: parts.map(({ number, etag, size }) => ({ part_number: number, etag, size })) }
}
