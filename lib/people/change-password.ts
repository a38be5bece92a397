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
  const attempt = await claimAccount(ctx.person.id)
  const hash = await requirePasswordHash(ctx)
  if (!(await verifyPassword(current, hash))) throw wrongPassword(attempt.blockedUntil)
  await attempt.succeed()
  return storeOwnPassword(ctx, password)
}

/** The same for somebody who has just shown the present password. */
export async function storeOwnPassword(ctx: PersonContext, password: string) {
  const { person } = ctx
  const sessionVersion = await replacePassword(person.id, await hashPassword(password))
  forgetIdentities()
  await recordPersonAudit(ctx, { operation: 'users.setpassword', action: 'update', resource: person.email })
  return { id: person.id, sessionVersion: sessionVersion ?? 0 }
}

/** The hash of the own password. Throws `conflict` for those who have none. */
export async function requirePasswordHash({ person }: PersonContext): Promise<string> {
  const hash = await findPasswordHash(person.id)
  if (!hash) throw new AppError('conflict', 'You sign in by single sign-on and have no password here.')
  return hash
}

function wrongPassword(blockedUntil: Date | null): AppError {
  const wait = blockedUntil ? ` The next try is possible in ${waitingTime(blockedUntil)}.` : ''
  const message = `That is not your present password.${wait}`
  return new AppError('forbidden', message, { fields: { current: [message] } })
}
