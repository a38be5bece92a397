import 'server-only'
import { type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import { listUsers as findUsers } from './store'

export type InstanceUser = Awaited<ReturnType<typeof listUsers>>[number]

/** Everybody on this instance, for superadmins. */
export async function listUsers(ctx: PersonContext) {
  requireSuperadmin(ctx)
  const users = await findUsers()
  return users.map(({ disabledAt, ...user }) => ({ ...user, disabled: disabledAt !== null }))
}
