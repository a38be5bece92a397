import 'server-only'
import type { Context } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { roleSchema, type WorkspaceMember } from './schema'
import { listMemberships } from './store'

/** Who belongs to the workspace; every member may know. */
export async function listMembers(ctx: Context): Promise<WorkspaceMember[]> {
  const memberships = await listMemberships(ctx.workspace.id)
  return memberships.map(({ username, role, createdAt, disabledAt, groups, user }) => ({
    userId: user.id,
    username,
    role: parse(roleSchema, role),
    createdAt,
    email: user.email,
    name: user.name,
    superadmin: user.superadmin,
    disabled: user.disabledAt !== null || disabledAt !== null,
    disabledHere: disabledAt !== null,
    groups: groups.map(({ group }) => group),
  }))
}
