import 'server-only'
import { type PersonContext, requireUnscoped } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { changePassword, requirePasswordHash, storeOwnPassword } from './change-password'

type NewPassword = { password: string; current?: string | null }

/**
 * Changes the own password over the API, which ends every session. A token that a sign-in over the API made has shown the
 * present password; others must send it, so that whoever got hold of one cannot stay.
 */
export async function setOwnPassword(ctx: PersonContext, { password, current }: NewPassword): Promise<void> {
  requireUnscoped(ctx)
  await requirePasswordHash(ctx)
  if (current) await changePassword(ctx, { current, password, repeated: password })
  else if (ctx.credential.kind === 'token' && ctx.credential.made === 'login') await storeOwnPassword(ctx, password)
  else throw new AppError('forbidden', 'Send the present password as "current", or sign in over the API first.')
}
