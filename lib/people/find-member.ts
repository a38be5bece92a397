import 'server-only'
import { cachedIdentity } from './identity-cache'
import { findMembership, findUser, findWorkspace } from './store'

export type Member = {
  workspaceId: string
  workspaceName: string
  username: string
  isAdmin: boolean
  /** False for a superadmin who administers the workspace without belonging to it. */
  isMember: boolean
  createdAt: Date
}

type Who = { workspaceId: string; userId: string; superadmin: boolean }

/** Somebody's place in a workspace, or null. A superadmin administers every workspace, member or not. */
export function findMember(who: Who): Promise<Member | null> {
  return cachedIdentity(`member:${who.workspaceId}:${who.userId}`, async () => {
    const membership = await findMembership(who.workspaceId, who.userId)
    if (!membership) return who.superadmin ? findGuest(who) : null
    const { workspace, username, role, createdAt } = membership
    const isAdmin = role === 'admin' || who.superadmin
    return { workspaceId: workspace.id, workspaceName: workspace.name, username, isAdmin, isMember: true, createdAt }
  })
}

/** A superadmin who is no member acts under the e-mail address, which no username can equal. */
async function findGuest({ workspaceId, userId }: Who): Promise<Member | null> {
  const [workspace, user] = await Promise.all([findWorkspace(workspaceId), findUser(userId)])
  if (!workspace || !user) return null
  const { id, name, createdAt } = workspace
  return { workspaceId: id, workspaceName: name, username: user.email, isAdmin: true, isMember: false, createdAt }
}
