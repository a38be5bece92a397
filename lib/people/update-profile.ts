import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import type { PersonContext } from '@/lib/auth/context'
import { forgetIdentities } from './identity-cache'
import type { UpdateProfile } from './schema'
import { updateName } from './store'

/** Changes the own name. */
export async function updateProfile(ctx: PersonContext, { name }: UpdateProfile) {
  await updateName(ctx.person.id, name)
  forgetIdentities()
  const parameters = { name }
  await recordPersonAudit(ctx, { operation: 'users.update', action: 'update', resource: ctx.person.email, parameters })
}
