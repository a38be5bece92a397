import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import type { PersonContext } from '@/lib/auth/context'
import { hashPassword, verifyPassword } from '@/lib/auth/passwords'
import { AppError } from '@/lib/errors'
import { claimAccount, waitingTime } from '@/lib/sign-in/throttle-sign-in'
import { forgetIdentities } from './identity-cache'
import type { ChangePassword } from './schema'
import { findPasswordHash, replacePassword } from './store'

/** Changes the own password, which needs the present one, and ends every session. Answers what a new session needs. */
export async function changePassword(ctx: PersonContext, { current, password }: ChangePassword) {
  const { person } = ctx
  const attempt = await claimAccount(person.id)
  const hash = await findPasswordHash(person.id)
  if (!hash) throw new AppError('conflict', 'You sign in by single sign-on and have no password here.')
  if (!(await verifyPassword(current, hash))) throw wrongPassword(attempt.blockedUntil)
  await attempt.succeed()
  const sessionVersion = await replacePassword(person.id, await hashPassword(password))
  forgetIdentities()
  await recordPersonAudit(ctx, { operation: 'users.setpassword', action: 'update', resource: person.email })
  return { id: person.id, sessionVersion: sessionVersion ?? 0 }
}

function wrongPassword(blockedUntil: Date | null): AppError {
  const wait = blockedUntil ? ` The next try is possible in ${waitingTime(blockedUntil)}.` : ''
  const message = `That is not your present password.${wait}`
  return new AppError('forbidden', message, { fields: { current: [message] } })
}
