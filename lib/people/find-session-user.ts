import 'server-only'
import { cachedIdentity } from './identity-cache'
import { findUser } from './store'

export type SessionUser = {
  id: string
  email: string
  name: string
  superadmin: boolean
  disabled: boolean
  sessionVersion: number
  /** False for people who sign in by single sign-on only. */
  hasPassword: boolean
}

/** The user that a session belongs to, or null when it was deleted. */
export function findSessionUser(id: string): Promise<SessionUser | null> {
  return cachedIdentity(`user:${id}`, async () => {
    const user = await findUser(id)
    if (!user) return null
    const { email, name, superadmin, sessionVersion } = user
    const disabled = user.disabledAt !== null
    return { id, email, name, superadmin, disabled, sessionVersion, hasPassword: user.passwordHash !== null }
  })
}
