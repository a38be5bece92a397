import 'server-only'
import { countEnded } from '@/lib/uploads/open-uploads'
import type { BucketCall, S3Answer } from './s3-call'
import { uploadsOf } from './uploads-of'

/** AbortMultipartUpload. */
export async function abortUpload(call: BucketCall): Promise<S3Answer> {
  const { uploads, place, counted } = uploadsOf(call)
  await countEnded(call.ctx, counted, () => uploads.abort(place))
  return { status: 204 }
}
