import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findMemberFolders, type MemberFolders } from '@/lib/folders/find-member-folders'
import { findMember } from './find-member'
import { listMembers } from './list-members'
import type { Role, WorkspaceUser } from './schema'

/** Who the signed-in person is in this workspace. */
export async function describeMember(ctx: Context): Promise<WorkspaceUser> {
  const { person, workspace, username, role, groups } = ctx
  const who = { workspaceId: workspace.id, userId: person.id, superadmin: person.superadmin }
  const [member, foldersOf] = await Promise.all([findMember(who), findMemberFolders(ctx)])
  if (!member) throw new AppError('not_found', `You are no member of ${workspace.id} any more.`)
  const { createdAt, isMember } = member
  const described = toUser({ ...person, username, role, groups, createdAt }, foldersOf({ username, groups }))
  return isMember ? described : { ...described, non_member: true }
}

/** Everybody in this workspace. */
export async function describeMembers(ctx: Context): Promise<WorkspaceUser[]> {
  const [members, foldersOf] = await Promise.all([listMembers(ctx), findMemberFolders(ctx)])
  return members.map((member) => {
    const role = member.superadmin ? 'admin' : member.role
    const groups = ['all', ...member.groups]
    return toUser({ ...member, role, groups }, foldersOf({ username: member.username, groups }))
  })
}

type Described = {
  email: string
  username: string
  name: string
  role: Role
  groups: string[]
  superadmin: boolean
  disabled: boolean
  createdAt: Date
}

function toUser(member: Described, folders: MemberFolders): WorkspaceUser {
  return {
    email: member.email,
    username: member.username,
    name: member.name || undefined,
    is_admin: member.role === 'admin',
    is_super_admin: member.superadmin,
    created_at: member.createdAt.toISOString(),
    operator: member.role === 'operator',
    disabled: member.disabled,
    groups: member.groups,
    folders: folders.writable,
    folders_read: folders.readable,
    folders_owners: folders.owned,
  }
}
