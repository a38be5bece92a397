import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { requireAllowed } from '@/lib/permissions/rules'
import { checkKey } from '@/lib/storage/keys'
import { openTarget } from './open-target'
import type { ObjectTarget } from './schema'

/** Deletes one object; deleting what is not there succeeds, as on S3. */
export async function deleteObject(ctx: Context, input: ObjectTarget): Promise<null> {
  const { store, rules } = await openTarget(ctx, input)
  const key = checkKey(input.file_key)
  requireAllowed(rules, 'delete', key)
  const [failure] = await store.remove([key])
  if (failure) throw new AppError('unavailable', `${JSON.stringify(key)} could not be deleted: ${failure.reason}`)
  return null
}
