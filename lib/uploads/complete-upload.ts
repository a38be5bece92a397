import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { openUpload } from './open-upload'
import type { CompleteUpload } from './schema'

/** Makes the object out of its parts. */
export async function completeUpload(ctx: Context, input: CompleteUpload, signal?: AbortSignal) {
  const { uploads, place, overwrite, audited } = await openUpload(ctx, input.upload_id)
  const parts = input.parts.map(({ part_number, etag }) => ({ number: part_number, etag }))
  const { size, etag } = await uploads.complete({ ...place, parts, overwrite, signal })
  const parameters = { parts: parts.length, size }
  await recordAudit(ctx, { operation: 'objects.upload', action: 'create', ...audited, parameters })
  return { file_key: place.key, size, etag }
}
