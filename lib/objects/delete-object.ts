import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { auditedObject } from './audited-object'
import { openTarget } from './open-target'
import type { ObjectTarget } from './schema'

/** Deletes one object; deleting what is not there succeeds, as on S3. */
export async function deleteObject(ctx: Context, input: ObjectTarget): Promise<null> {
  const { file_key: key } = input
  const store = (await openTarget(ctx, input)).authorize('delete', key)
  const [failure] = await store.remove([key])
  if (failure) {
    const sentence = `${JSON.stringify(key)} could not be deleted: ${failure.reason}`
    throw new AppError(failure.isDenied ? 'forbidden' : 'unavailable', sentence)
  }
  await recordAudit(ctx, { operation: 'objects.delete', action: 'delete', ...auditedObject(input, key) })
  return null
}
