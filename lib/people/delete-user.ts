import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { forgetIdentities } from './identity-cache'
import { requireUserDone } from './require-done'
import type { DeleteUser } from './schema'
import { findUser, deleteUser as removeUser } from './store'

/**
 * Deletes a user, who is out of every workspace at once. What lies under their usernames stays. Nobody deletes themselves; one
 * enabled superadmin stays.
 */
export async function deleteUser(ctx: PersonContext, { userId }: DeleteUser): Promise<void> {
  requireSuperadmin(ctx)
  if (userId === ctx.person.id)
    throw new AppError('conflict', 'You cannot delete yourself. Ask another superadmin to do it.')
  const resource = (await findUser(userId))?.email
  requireUserDone(await removeUser(userId))
  forgetIdentities()
  await recordPersonAudit(ctx, { operation: 'users.delete', action: 'delete', resource })
}
