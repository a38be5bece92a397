import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { isGrantable } from '@/lib/grants/subject'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { requireMembers } from './require-members'
import { ALL_MEMBERS, type CreateGroup, type NamedGroup } from './schema'
import { insertGroup } from './store'

/**
 * Makes a group. For admins only: rules of storages give rights to whoever is in a group of a name, so nobody may put
 * themselves into one by making it.
 */
export async function createGroup(ctx: Context, { name, summary, members }: CreateGroup): Promise<NamedGroup> {
  requireAdmin(ctx)
  if (name === ALL_MEMBERS) throw taken(name)
  // A superadmin who is no member has no place in a group.
  const maker = isGrantable(ctx.username) ? [{ username: ctx.username, manager: true }] : []
  const first = members ?? maker
  await requireMembers(
    ctx,
    first.map(({ username }) => username),
  )
  if (!(await insertGroup(ctx.workspace.id, { name, summary, members: first }))) throw taken(name)
  forgetIdentities()
  await recordAudit(ctx, { operation: 'group.create', action: 'create', resource: `g/${name}` })
  return { name }
}

function taken(name: string): AppError {
  const sentence = `There is a group ${name} already. Choose another name.`
  return new AppError('conflict', sentence, { fields: { name: [sentence] } })
}
