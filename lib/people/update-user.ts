import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { forgetIdentities } from './identity-cache'
import { requireUserDone } from './require-done'
import type { UpdateUser } from './schema'
import { updateUser as changeUser, findUser } from './store'

/** Disables, enables, promotes, demotes or renames a user. Nobody disables themselves; one enabled superadmin stays. */
export async function updateUser(ctx: PersonContext, { userId, disabled, superadmin, name }: UpdateUser) {
  requireSuperadmin(ctx)
  if (disabled && userId === ctx.person.id)
    throw new AppError('conflict', 'You cannot disable yourself. Ask another superadmin to do it.')
  requireUserDone(await changeUser(userId, { disabled, superadmin, name }))
  forgetIdentities()
  const resource = (await findUser(userId))?.email
  const parameters = { disabled, superadmin }
  await recordPersonAudit(ctx, { operation: 'users.update', action: 'update', resource, parameters })
}
