import 'server-only'
import type { AuditParameters } from '@/lib/audit/describe-entry'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { getManagedGroup } from './get-managed-group'
import { requireMembers } from './require-members'
import type { NamedGroup, SetGroupMembers } from './schema'
import { dropMember, putMember, replaceMembers } from './store'

/** Decides who is in a group and who manages it. For its managers and admins. */
export async function setGroupMembers(ctx: Context, { name, members }: SetGroupMembers): Promise<NamedGroup> {
  await getManagedGroup(ctx, name)
  await requireMembers(
    ctx,
    members.map(({ username }) => username),
  )
  await replaceMembers(ctx.workspace.id, name, members)
  forgetIdentities()
  const told = members.map(({ username, manager }) => (manager ? `${username}: manager` : username))
  await recordMembers(ctx, name, { members: told })
  return { name }
}

type OneMember = { name: string; username: string; manager?: boolean }

/** Puts one member into a group, or changes whether they manage it; who is in it already stays what they are without that. */
export async function addGroupMember(ctx: Context, { name, username, manager }: OneMember): Promise<void> {
  await getManagedGroup(ctx, name)
  await requireMembers(ctx, [username])
  await putMember(ctx.workspace.id, name, { username, manager })
  forgetIdentities()
  await recordMembers(ctx, name, { added: username, manager })
}

/** Takes one member out of a group. */
export async function removeGroupMember(ctx: Context, { name, username }: OneMember): Promise<void> {
  await getManagedGroup(ctx, name)
  await dropMember(ctx.workspace.id, name, username)
  forgetIdentities()
  await recordMembers(ctx, name, { removed: username })
}

async function recordMembers(ctx: Context, name: string, parameters: AuditParameters): Promise<void> {
  await recordAudit(ctx, { operation: 'group.edit', action: 'update', resource: `g/${name}`, parameters })
}
