import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import { forgetIdentities } from './identity-cache'
import type { UpdateProfile } from './schema'
import { updateName } from './store'

/** Changes the own name. */
export async function updateProfile({ person }: PersonContext, { name }: UpdateProfile) {
  await updateName(person.id, name)
  forgetIdentities()
}
