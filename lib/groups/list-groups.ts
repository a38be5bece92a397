import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listMembers } from '@/lib/people/list-members'
import { ALL_MEMBERS, type GroupSummary, type NamedGroup } from './schema'
import { findStoredGroup, listStoredGroups, type StoredGroup } from './store'

/** The groups of the workspace, `all` first; every member may know. */
export async function listGroups(ctx: Context): Promise<GroupSummary[]> {
  const [everybody, groups] = await Promise.all([describeAll(ctx), listStoredGroups(ctx.workspace.id)])
  return [everybody, ...groups.map((group) => summarise(ctx, group))]
}

/** One group. Throws `not_found`. */
export async function getGroup(ctx: Context, { name }: NamedGroup): Promise<GroupSummary> {
  if (name === ALL_MEMBERS) return describeAll(ctx)
  const group = await findStoredGroup(ctx.workspace.id, name)
  if (!group) throw new AppError('not_found', `There is no group ${name} in this workspace.`)
  return summarise(ctx, group)
}

function summarise(ctx: Context, group: StoredGroup): GroupSummary {
  const manages = group.members.some(({ username, manager }) => manager && username === ctx.username)
  return { ...group, mayManage: ctx.isAdmin || (manages && ctx.role !== 'operator') }
}

async function describeAll(ctx: Context): Promise<GroupSummary> {
  const members = (await listMembers(ctx)).map(({ username }) => ({ username, manager: false }))
  return { name: ALL_MEMBERS, summary: 'Everybody in this workspace', members, mayManage: false }
}
