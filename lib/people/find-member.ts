import 'server-only'
import { cachedIdentity } from './identity-cache'
import { findMembership, findUser, findWorkspace } from './store'

export type Member = { workspaceId: string; workspaceName: string; username: string; isAdmin: boolean }

/** Somebody's place in a workspace, or null. A superadmin administers every workspace, member or not. */
export function findMember(who: { workspaceId: string; userId: string; superadmin: boolean }): Promise<Member | null> {
  return cachedIdentity(`member:${who.workspaceId}:${who.userId}`, async () => {
    const membership = await findMembership(who.workspaceId, who.userId)
    if (membership) {
      const { workspace, username, role } = membership
      return {
        workspaceId: workspace.id,
        workspaceName: workspace.name,
        username,
        isAdmin: role === 'admin' || who.superadmin,
      }
    }
    return who.superadmin ? findGuest(who) : null
  })
}

/** A superadmin who is no member acts under the e-mail address, which no username can equal. */
async function findGuest({ workspaceId, userId }: { workspaceId: string; userId: string }): Promise<Member | null> {
  const [workspace, user] = await Promise.all([findWorkspace(workspaceId), findUser(userId)])
  if (!workspace || !user) return null
  return { workspaceId: workspace.id, workspaceName: workspace.name, username: user.email, isAdmin: true }
}
