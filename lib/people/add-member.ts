import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import { chooseUsername } from './choose-username'
import { createUser } from './create-user'
import { forgetIdentities } from './identity-cache'
import type { AddMember } from './schema'
import { createMembership, findMembership, findUserByEmail } from './store'

/** Gives a user a place in the workspace. A superadmin may make the user at the same time. */
export async function addMember(ctx: Context, input: AddMember) {
  requireAdmin(ctx)
  const workspaceId = ctx.workspace.id
  const { userId, temporaryPassword } = await findOrCreateUser(ctx, input)
  if (await findMembership(workspaceId, userId)) throw alreadyMember(input.email)
  const username = await chooseUsername({ workspaceId, userId, email: input.email, wanted: input.username })
  await createMembership({ workspaceId, userId, username, role: input.role }).catch((cause) => {
    if (isUniqueViolation(cause)) throw alreadyMember(input.email)
    throw cause
  })
  forgetIdentities()
  const parameters = { email: input.email, role: input.role }
  await recordAudit(ctx, { operation: 'users.add_to_workspace', action: 'create', resource: username, parameters })
  return { username, temporaryPassword }
}

async function findOrCreateUser(ctx: Context, { email, username, newUser }: AddMember) {
  const found = await findUserByEmail(email)
  if (found) return { userId: found.id, temporaryPassword: null }
  if (!newUser) throw unknownEmail(ctx, email)
  // Refused before the user is made, not after.
  await chooseUsername({ workspaceId: ctx.workspace.id, userId: null, email, wanted: username })
  const made = await createUser(ctx, { email, name: newUser.name, superadmin: false })
  return { userId: made.id, temporaryPassword: made.temporaryPassword }
}

function unknownEmail({ person }: Context, email: string): AppError {
  const step = person.superadmin ? 'Give a name to create one now.' : 'Ask a superadmin to create the user first.'
  const message = `There is no user with the address ${email}. ${step}`
  return new AppError('not_found', message, { fields: { email: [message] } })
}

function alreadyMember(email: string): AppError {
  const message = `${email} is a member of this workspace already.`
  return new AppError('conflict', message, { fields: { email: [message] } })
}
