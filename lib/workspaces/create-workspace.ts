import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { usernameFrom } from '@/lib/people/username'
import type { CreateWorkspace } from './schema'
import { createWorkspace as insertWorkspace } from './store'

/** Makes a workspace, with its maker as the first admin. */
export async function createWorkspace(ctx: PersonContext, { id, name, username }: CreateWorkspace) {
  requireSuperadmin(ctx)
  const maker = { userId: ctx.person.id, username: username ?? usernameFrom(ctx.person.email) }
  await insertWorkspace({ id, name }, [maker]).catch((cause) => {
    if (isUniqueViolation(cause)) throw idTaken(id, cause)
    throw cause
  })
  forgetIdentities()
  const parameters = { name }
  await recordPersonAudit(ctx, { operation: 'workspaces.create', action: 'create', resource: id, parameters }, id)
  return { id, name }
}

function idTaken(id: string, cause: unknown): AppError {
  const message = `There is a workspace ${id} already. Choose another id.`
  return new AppError('conflict', message, { cause, fields: { id: [message] } })
}
