import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findMemberFolders, type MemberFolders } from '@/lib/folders/find-member-folders'
import { findMember } from './find-member'
import { listMembers } from './list-members'
import type { WorkspaceUser } from './schema'

/** Who the signed-in person is in this workspace. */
export async function describeMember(ctx: Context): Promise<WorkspaceUser> {
  const { person, workspace, username, isAdmin } = ctx
  const who = { workspaceId: workspace.id, userId: person.id, superadmin: person.superadmin }
  const [member, foldersOf] = await Promise.all([findMember(who), findMemberFolders(ctx)])
  if (!member) throw new AppError('not_found', `You are no member of ${workspace.id} any more.`)
  const { createdAt } = member
  return toUser({ ...person, username, isAdmin, createdAt }, foldersOf(username))
}

/** Everybody in this workspace. */
export async function describeMembers(ctx: Context): Promise<WorkspaceUser[]> {
  const [members, foldersOf] = await Promise.all([listMembers(ctx), findMemberFolders(ctx)])
  return members.map((member) => {
    const isAdmin = member.role === 'admin' || member.superadmin
    return toUser({ ...member, isAdmin }, foldersOf(member.username))
  })
}

type Described = {
  email: string
  username: string
  name: string
  isAdmin: boolean
  superadmin: boolean
  disabled: boolean
  createdAt: Date
}

function toUser(member: Described, folders: MemberFolders): WorkspaceUser {
  return {
    email: member.email,
    username: member.username,
    name: member.name || undefined,
    is_admin: member.isAdmin,
    is_super_admin: member.superadmin,
    created_at: member.createdAt.toISOString(),
    operator: false,
    disabled: member.disabled,
    groups: ['all'],
    folders: folders.writable,
    folders_read: folders.readable,
    folders_owners: folders.owned,
  }
}
