import 'server-only'
import { AppError } from '@/lib/errors'
import type { MemberOutcome, UserOutcome } from './store'

/** Throws what kept a membership from being changed. */
export function requireDone(outcome: MemberOutcome): void {
  if (outcome === 'missing') throw new AppError('not_found', 'This person is no member of the workspace any more.')
  if (outcome === 'last_admin')
    throw new AppError('conflict', 'This is the last admin of the workspace. Make somebody else an admin first.')
}

/** Throws what kept a user from being changed. */
export function requireUserDone(outcome: UserOutcome): void {
  if (outcome === 'missing') throw new AppError('not_found', 'There is no such user any more.')
  if (outcome === 'last_superadmin')
    throw new AppError('conflict', 'This is the last enabled superadmin. Make somebody else a superadmin first.')
}
