import 'server-only'
import { recordVisitorAudit } from '@/lib/audit/record-audit'
import { verifyPassword } from '@/lib/auth/passwords'
import { AppError } from '@/lib/errors'
import type { Credentials } from './schema'
import { findCredentials, recordSignIn } from './store'
import { claimAttempt, waitingTime } from './throttle-sign-in'

/**
 * The user that e-mail and password belong to. Unknown, disabled, without a password and wrong look alike: `forbidden`
 * with one sentence. `unavailable` says when to try again.
 */
export async function signInWithPassword({ email, password, address }: Credentials & { address: string }) {
  const attempt = await claimAttempt({ account: email, address })
  const user = await findCredentials(email)
  const matches = await verifyPassword(password, user?.passwordHash ?? null)
  const act = { action: 'execute', resource: email } as const
  const visitor = { email, userId: user?.id ?? null, address }
  if (!user || !matches || user.disabledAt) {
    await recordVisitorAudit(visitor, { ...act, operation: 'users.login_failure' })
    throw wrongCredentials(attempt.blockedUntil)
  }
  await attempt.succeed()
  await recordSignIn(user.id)
  await recordVisitorAudit(visitor, { ...act, operation: 'users.login' })
  return { id: user.id, sessionVersion: user.sessionVersion }
}

function wrongCredentials(blockedUntil: Date | null): AppError {
  const wait = blockedUntil ? ` The next try is possible in ${waitingTime(blockedUntil)}.` : ''
  return new AppError('forbidden', `This e-mail address and password do not open an account here.${wait}`)
}
