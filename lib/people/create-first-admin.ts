import 'server-only'
import { recordVisitorAudit } from '@/lib/audit/record-audit'
import { hashPassword } from '@/lib/auth/passwords'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { processWide } from '@/lib/shared'
import { forgetIdentities } from './identity-cache'
import { countUsers, createFirstUser } from './store'
import { usernameFrom } from './username'

/** `address` of whoever sets up; none when the settings name the admin. */
type FirstAdmin = { email: string; name: string; password: string; address?: string }

/** Whether the first user exists. Once true it stays true. */
export async function isSetUp(): Promise<boolean> {
  const known = processWide('set-up', () => ({ done: false }))
  known.done ||= (await countUsers()) > 0
  return known.done
}

/** Makes the first user, a superadmin. Throws `conflict` when there is a user already, also when two set up at once. */
export async function createFirstAdmin({ email, name, password, address = '' }: FirstAdmin) {
  if (await isSetUp()) throw alreadySetUp()
  const user = { email, name, superadmin: true, passwordHash: await hashPassword(password) }
  const made = await createFirstUser(user, usernameFrom(email)).catch((error) => {
    if (isUniqueViolation(error)) return null
    throw error
  })
  if (!made) throw alreadySetUp()
  forgetIdentities()
  const act = { operation: 'users.add_global', action: 'create', resource: email } as const
  await recordVisitorAudit({ email, userId: made.id, address }, { ...act, parameters: { superadmin: true } })
  return made
}

/** For start-up: makes the admin that the settings name, only while there is no user. Returns whether it did. */
export async function ensureFirstAdmin(): Promise<boolean> {
  const { firstAdmin } = env()
  if (!firstAdmin || (await isSetUp())) return false
  const email = firstAdmin.email.trim().toLowerCase()
  await createFirstAdmin({ email, name: '', password: firstAdmin.password })
  return true
}

function alreadySetUp(): AppError {
  return new AppError('conflict', 'Granary has been set up already. Sign in instead.')
}
