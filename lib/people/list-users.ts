import 'server-only'
import { type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import type { InstanceUser } from './schema'
import { listUsers as findUsers } from './store'

/** Everybody on this instance, for superadmins. */
export async function listUsers(ctx: PersonContext): Promise<InstanceUser[]> {
  requireSuperadmin(ctx)
  const users = await findUsers()
  return users.map(({ disabledAt, ...user }) => ({ ...user, disabled: disabledAt !== null }))
}
