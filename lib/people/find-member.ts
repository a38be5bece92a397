import 'server-only'
import { parse } from '@/lib/parse'
import { cachedIdentity } from './identity-cache'
import { type Role, roleSchema } from './schema'
import { findMembership, findUser, findWorkspace } from './store'

export type Member = {
  workspaceId: string
  workspaceName: string
  username: string
  role: Role
  isAdmin: boolean
  /** Names of groups, `all` first. */
  groups: string[]
  /** False for a superadmin who administers the workspace without belonging to it. */
  isMember: boolean
  createdAt: Date
}

type Who = { workspaceId: string; userId: string; superadmin: boolean }

/** Somebody's place in a workspace, or null also for a disabled one. A superadmin administers every workspace, member or not. */
export function findMember(who: Who): Promise<Member | null> {
  return cachedIdentity(`member:${who.workspaceId}:${who.userId}`, async () => {
    const membership = await findMembership(who.workspaceId, who.userId)
    if (!membership) return who.superadmin ? findGuest(who) : null
    const { workspace, username, disabledAt, createdAt } = membership
    if (disabledAt && !who.superadmin) return null
    const role = who.superadmin ? 'admin' : parse(roleSchema, membership.role)
    const groups = ['all', ...membership.groups.map(({ group }) => group)]
    const place = { workspaceId: workspace.id, workspaceName: workspace.name }
    return { ...place, username, role, isAdmin: role === 'admin', groups, isMember: true, createdAt }
  })
}

/** A superadmin who is no member acts under the e-mail address, which no username can equal. */
async function findGuest({ workspaceId, userId }: Who): Promise<Member | null> {
  const [workspace, user] = await Promise.all([findWorkspace(workspaceId), findUser(userId)])
  if (!workspace || !user) return null
  const { id, name, createdAt } = workspace
  const rights = { role: 'admin' as const, isAdmin: true, groups: ['all'] }
  return { workspaceId: id, workspaceName: name, username: user.email, ...rights, isMember: false, createdAt }
}
