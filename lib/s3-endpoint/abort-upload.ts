import 'server-only'
import { countEnded } from '@/lib/uploads/open-uploads'
import type { BucketCall, S3Answer } from './s3-call'
import { uploadsOf } from './uploads-of'

/** AbortMultipartUpload. */
export async function abortUpload(call: BucketCall): Promise<S3Answer> {
  const { uploads, place } = uploadsOf(call)
  await countEnded(call.ctx, { storage: call.storage, ...place }, () => uploads.abort(place))
  return { status: 204 }
}
