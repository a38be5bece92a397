import type { PersonContext } from '@/lib/auth/context'
import { makeSessionCookie } from '@/lib/auth/session'

/** The session of a person as the browser sends it. */
export async function cookieOf({ person }: PersonContext): Promise<string> {
  const { name, value } = await makeSessionCookie(person)
  return `${name}=${value}`
}
