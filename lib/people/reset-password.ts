import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import { hashPassword } from '@/lib/auth/passwords'
import { AppError } from '@/lib/errors'
import { makePassword } from './create-user'
import { forgetIdentities } from './identity-cache'
import type { ResetPassword } from './schema'
import { findUser, replacePassword } from './store'

/** Gives a user a new password and ends their sessions. Answers the password once when it was made up here. */
export async function resetPassword(ctx: PersonContext, { userId, password }: ResetPassword) {
  requireSuperadmin(ctx)
  const temporary = password === undefined ? makePassword() : null
  const sessionVersion = await replacePassword(userId, await hashPassword(password ?? temporary ?? ''))
  if (sessionVersion === null) throw new AppError('not_found', 'There is no such user any more.')
  forgetIdentities()
  const resource = (await findUser(userId))?.email
  await recordPersonAudit(ctx, { operation: 'users.setpassword', action: 'update', resource })
  return { temporaryPassword: temporary }
}
