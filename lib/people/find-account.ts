import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import { findPasswordHash } from './store'

/** What the account page shows of the person. */
export async function findAccount({ person }: PersonContext) {
  return { email: person.email, name: person.name, hasPassword: (await findPasswordHash(person.id)) !== null }
}
