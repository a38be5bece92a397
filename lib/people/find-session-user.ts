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
}

/** The user that a session belongs to, or null when it was deleted. */
export function findSessionUser(id: string): Promise<SessionUser | null> {
  return cachedIdentity(`user:${id}`, async () => {
    const user = await findUser(id)
    if (!user) return null
    const { disabledAt, ...rest } = user
    return { ...rest, disabled: disabledAt !== null }
  })
}
