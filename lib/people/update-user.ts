import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { forgetIdentities } from './identity-cache'
import type { UpdateUser } from './schema'
import { updateUser as changeUser, findUser } from './store'

/** Disables, enables, promotes or demotes a user. Nobody disables themselves; one enabled superadmin stays. */
export async function updateUser(ctx: PersonContext, { userId, disabled, superadmin }: UpdateUser) {
  requireSuperadmin(ctx)
  if (disabled && userId === ctx.person.id)
    throw new AppError('conflict', 'You cannot disable yourself. Ask another superadmin to do it.')
  const outcome = await changeUser(userId, { disabled, superadmin })
  if (outcome === 'missing') throw new AppError('not_found', 'There is no such user any more.')
  if (outcome === 'last_superadmin')
    throw new AppError('conflict', 'This is the last enabled superadmin. Make somebody else a superadmin first.')
  forgetIdentities()
  const resource = (await findUser(userId))?.email
  const parameters = { disabled, superadmin }
  await recordPersonAudit(ctx, { operation: 'users.update', action: 'update', resource, parameters })
}
