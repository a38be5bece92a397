import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import { forgetIdentities } from './identity-cache'
import { endSessions as raiseVersion } from './store'

/** Signs the person out everywhere, here included. */
export async function endSessions({ person }: PersonContext) {
  await raiseVersion(person.id)
  forgetIdentities()
}
