import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import type { BucketCall, S3Answer } from './s3-call'

/** DeleteObject: deleting what is not there succeeds. */
export async function deleteObject({ opened, target, ctx, storage }: BucketCall): Promise<S3Answer> {
  const { key } = target
  // Whoever hangs up now gets what they asked for, and its entry in the log.
  const [failure] = await opened.authorize('delete', key).remove([key])
  if (failure) throw new AppError('unavailable', `${JSON.stringify(key)} could not be deleted: ${failure.reason}`)
  await recordAudit(ctx, { operation: 'objects.delete', action: 'delete', resource: key, storage })
  return { status: 204 }
}
