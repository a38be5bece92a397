import 'server-only'
import type { PathReader, WorkspaceId } from '@/lib/auth/context'
import { findMember } from '@/lib/people/find-member'
import { findSessionUser } from '@/lib/people/find-session-user'

/** Somebody with the rights that they have now; null when they left the workspace or are disabled. */
export async function findEditor(workspaceId: WorkspaceId, userId: string | null): Promise<PathReader | null> {
  const user = userId === null ? null : await findSessionUser(userId)
  if (!user || user.disabled) return null
  const member = await findMember({ workspaceId, userId: user.id, superadmin: user.superadmin })
  if (!member) return null
  const { workspaceName: name, username, isAdmin, role, groups } = member
  return { workspace: { id: workspaceId, name }, username, isAdmin, role, groups }
}
