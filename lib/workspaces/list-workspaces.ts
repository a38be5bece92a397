import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import type { WorkspaceSummary } from './schema'
import { listAllWorkspaces, listMembershipsOf } from './store'

/** The workspaces that the person may enter, by name; for superadmins all of them, their own first. */
export async function listWorkspaces({ person }: PersonContext): Promise<WorkspaceSummary[]> {
  const all = await listMembershipsOf(person.id)
  const memberships = all.filter(({ disabledAt }) => disabledAt === null || person.superadmin)
  const own = memberships.map(({ workspace, username, role }) => ({
    ...workspace,
    username,
    isAdmin: role === 'admin' || person.superadmin,
  }))
  own.sort((a, b) => a.name.localeCompare(b.name))
  if (!person.superadmin) return own
  const known = new Set(own.map(({ id }) => id))
  const others = (await listAllWorkspaces()).filter(({ id }) => !known.has(id))
  return [...own, ...others.map((workspace) => ({ ...workspace, username: null, isAdmin: true }))]
}
