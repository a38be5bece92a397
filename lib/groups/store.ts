import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { serializably, type Transaction } from '@/lib/database/serializably'
import { db } from '@/lib/db'
import type { GroupMember } from './schema'

const columns = {
  name: true,
  summary: true,
  members: {
    select: { manager: true, membership: { select: { username: true } } },
    orderBy: { membership: { username: 'asc' } },
  },
} as const

const at = (workspaceId: WorkspaceId, name: string) => ({ workspaceId_name: { workspaceId, name } })

export type StoredGroup = { name: string; summary: string; members: GroupMember[] }

type Row = { name: string; summary: string; members: { manager: boolean; membership: { username: string } }[] }

const read = ({ name, summary, members }: Row): StoredGroup => ({
  name,
  summary,
  members: members.map(({ manager, membership }) => ({ username: membership.username, manager })),
})

/** All groups that have a row, by name. */
export async function listStoredGroups(workspaceId: WorkspaceId): Promise<StoredGroup[]> {
  const rows = await (await db()).group.findMany({ where: { workspaceId }, select: columns, orderBy: { name: 'asc' } })
  return rows.map(read)
}

/** One group with its members; null when there is none of that name. */
export async function findStoredGroup(workspaceId: WorkspaceId, name: string): Promise<StoredGroup | null> {
  const row = await (await db()).group.findUnique({ where: at(workspaceId, name), select: columns })
  return row && read(row)
}

type NewGroup = { name: string; summary: string; members: GroupMember[] }

/** Adds a group. What was once granted to its name goes first. False when there is one of that name, or somebody in it has left. */
export async function insertGroup(workspaceId: WorkspaceId, { members, ...group }: NewGroup): Promise<boolean> {
  try {
    await serializably(async (tx) => {
      await tx.group.create({ data: { workspaceId, ...group } })
      await dropGrants(tx, workspaceId, group.name)
      await addMembers(tx, workspaceId, group.name, members)
    })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** Changes what a group is said to be for. False when there is none of that name. */
export async function updateSummary(workspaceId: WorkspaceId, name: string, summary: string): Promise<boolean> {
  return (await (await db()).group.updateMany({ where: { workspaceId, name }, data: { summary } })).count > 0
}

/** Removes a group and all that was granted to it. False when there is none of that name. */
export function removeGroup(workspaceId: WorkspaceId, name: string): Promise<boolean> {
  return serializably(async (tx) => {
    await dropGrants(tx, workspaceId, name)
    return (await tx.group.deleteMany({ where: { workspaceId, name } })).count > 0
  })
}

/** Puts these members in the place of all that were in the group. */
export function replaceMembers(workspaceId: WorkspaceId, group: string, members: GroupMember[]): Promise<void> {
  return serializably(async (tx) => {
    await tx.groupMember.deleteMany({ where: { workspaceId, group } })
    await addMembers(tx, workspaceId, group, members)
  })
}

/** Puts one member into the group, or changes what they are in it; without `manager` they stay what they were. */
export function putMember(
  workspaceId: WorkspaceId,
  group: string,
  { username, manager }: { username: string; manager?: boolean },
): Promise<void> {
  return serializably(async (tx) => {
    const [userId] = await userIds(tx, workspaceId, [username])
    if (!userId) return
    const key = { workspaceId, group, userId }
    await tx.groupMember.upsert({
      where: { workspaceId_group_userId: key },
      create: { ...key, manager },
      update: { manager },
    })
  })
}

/** Takes one member out of the group; one who is not in it is no failure. */
export function dropMember(workspaceId: WorkspaceId, group: string, username: string): Promise<void> {
  return serializably(async (tx) => {
    const ids = await userIds(tx, workspaceId, [username])
    await tx.groupMember.deleteMany({ where: { workspaceId, group, userId: { in: ids } } })
  })
}

async function addMembers(tx: Transaction, workspaceId: string, group: string, members: GroupMember[]): Promise<void> {
  const rows = await tx.membership.findMany({
    where: { workspaceId, username: { in: members.map(({ username }) => username) } },
    select: { userId: true, username: true },
  })
  const managers = new Set(members.filter(({ manager }) => manager).map(({ username }) => username))
  await tx.groupMember.createMany({
    data: rows.map(({ userId, username }) => ({ workspaceId, group, userId, manager: managers.has(username) })),
  })
}

async function userIds(tx: Transaction, workspaceId: string, usernames: string[]): Promise<string[]> {
  const rows = await tx.membership.findMany({
    where: { workspaceId, username: { in: usernames } },
    select: { userId: true },
  })
  return rows.map(({ userId }) => userId)
}

async function dropGrants(tx: Transaction, workspaceId: string, group: string): Promise<void> {
  const where = { workspaceId, subject: `g/${group}` }
  await tx.folderGrant.deleteMany({ where })
  await tx.pathGrant.deleteMany({ where })
}
