import 'server-only'
import type { Readable } from 'node:stream'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { openUpload } from './open-upload'
import type { PartReference, StoredPartAnswer } from './schema'

type Body = { stream: Readable; size: number | undefined; signal: AbortSignal }

/** Streams one part into the store. A broken one counts for nothing and may be sent again under its number. */
export async function writePart(ctx: Context, input: PartReference, body: Body): Promise<StoredPartAnswer> {
  const { stream, size, signal } = body
  const { uploads, place } = await openUpload(ctx, input.upload_id)
  if (size === undefined) throw new AppError('invalid', 'Say in Content-Length how many bytes the part has.')
  const part = await uploads.part({ ...place, number: input.part_number, body: stream, size, signal })
  return { part_number: part.number, etag: part.etag, size: part.size }
}
