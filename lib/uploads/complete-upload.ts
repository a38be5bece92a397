import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { WrongSize } from '@/lib/storage/errors'
import { chooseParts, type PartName, type StoredPart } from '@/lib/storage/multipart'
import { openUpload } from './open-upload'
import { countEnded } from './open-uploads'
import type { CompleteUpload } from './schema'

/** Makes the object out of its parts. Nothing is visible before these are what the sender says. */
export async function completeUpload(ctx: Context, input: CompleteUpload, signal?: AbortSignal) {
  const { uploads, place, upload, overwrite, audited } = await openUpload(ctx, input.upload_id)
  const parts = input.parts.map(({ part_number, etag }) => ({ number: part_number, etag }))
  if (input.size !== undefined)
    requireSize(await uploads.parts(place, { signal }), { key: place.key, parts, size: input.size })
  const { size, etag } = await countEnded(ctx, upload, () => uploads.complete({ ...place, parts, overwrite, signal }))
  const parameters = { parts: parts.length, size }
  await recordAudit(ctx, { operation: 'objects.upload', action: 'create', ...audited, parameters })
  return { file_key: place.key, size, etag }
}

type Expected = { key: string; parts: readonly PartName[]; size: number }

/** Throws unless the store holds just these parts, and they are as long together as they should be. */
function requireSize(stored: readonly StoredPart[], { key, parts, size }: Expected): void {
  const found = chooseParts(stored, parts).reduce((sum, part) => sum + part.size, 0)
  if (found !== size) throw new WrongSize(key, size)
}
