import 'server-only'
import type { Context } from '@/lib/auth/context'
import { canTransferDirectly } from './can-transfer-directly'
import { openUpload } from './open-upload'
import type { SignedParts, SignParts } from './schema'

/** Long enough for a part to be begun; a part that takes longer goes on. */
const EXPIRES_SECONDS = 300

/** URLs with which the sender of an upload puts parts into the store itself; none where that is not possible. */
export async function signParts(ctx: Context, { upload_id, parts }: SignParts): Promise<SignedParts> {
  const { presign, place, target } = await openUpload(ctx, upload_id)
  if (!presign || !(await canTransferDirectly(ctx, target)).direct) return { parts: [] }
  const sign = async ({ part_number, size }: SignParts['parts'][number]) => ({
    part_number,
    headers: presign.partHeaders?.(size),
    url: await presign.part({ ...place, number: part_number, size }, EXPIRES_SECONDS),
  })
  return { parts: await Promise.all(parts.map(sign)) }
}
