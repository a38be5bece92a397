import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import type { GlobalUser } from './schema'

/** Who the signed-in person is, outside any workspace. */
export async function describePerson({ person }: PersonContext): Promise<GlobalUser> {
  return {
    email: person.email,
    login_type: person.hasPassword ? 'password' : 'oauth',
    super_admin: person.superadmin,
    verified: true,
    name: person.name || undefined,
    operator_only: false,
    first_time_user: false,
  }
}
