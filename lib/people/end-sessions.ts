import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import type { PersonContext } from '@/lib/auth/context'
import { forgetIdentities } from './identity-cache'
import { endSessions as raiseVersion } from './store'

/** Signs the person out everywhere, here included. */
export async function endSessions(ctx: PersonContext) {
  await raiseVersion(ctx.person.id)
  forgetIdentities()
  const parameters = { everywhere: true }
  await recordPersonAudit(ctx, { operation: 'users.logout', action: 'execute', resource: ctx.person.email, parameters })
}
