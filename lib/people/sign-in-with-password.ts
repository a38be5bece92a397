import 'server-only'
import { verifyPassword } from '@/lib/auth/passwords'
import { findCredentials } from './store'

/** The user that e-mail and password belong to, or null: unknown, disabled and wrong look alike. */
export async function signInWithPassword({ email, password }: { email: string; password: string }) {
  const user = await findCredentials(email.trim().toLowerCase())
  const matches = await verifyPassword(password, user?.passwordHash ?? null)
  return user && matches && !user.disabledAt ? { id: user.id, sessionVersion: user.sessionVersion } : null
}
