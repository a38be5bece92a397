import 'server-only'
import { serializably, type Transaction } from '@/lib/database/serializably'
import { db } from '@/lib/db'
import type { Role } from './schema'

const userColumns = {
  id: true,
  email: true,
  name: true,
  superadmin: true,
  disabledAt: true,
  lastSignInAt: true,
  createdAt: true,
} as const

type NewUser = { email: string; name: string; superadmin: boolean; passwordHash: string | null }

/** A user with password hash and session version, for sign-in and sessions; null for an unknown id. */
export async function findUser(id: string) {
  return (await db()).user.findUnique({
    where: { id },
    select: { ...userColumns, passwordHash: true, sessionVersion: true },
  })
}

/** The user with this address, without the hash; null when nobody has it. */
export async function findUserByEmail(email: string) {
  return (await db()).user.findUnique({ where: { email }, select: userColumns })
}

/** The hash to check a password against; null without a user, and for users without a password. */
export async function findPasswordHash(userId: string): Promise<string | null> {
  const user = await (await db()).user.findUnique({ where: { id: userId }, select: { passwordHash: true } })
  return user?.passwordHash ?? null
}

/** Every user by address, with whether they have a password and the workspaces they are in. */
export async function listUsers() {
  const users = await (await db()).user.findMany({
    orderBy: { email: 'asc' },
    select: { ...userColumns, passwordHash: true, memberships: { select: { workspaceId: true } } },
  })
  return users.map(({ passwordHash, memberships, ...user }) => ({
    ...user,
    hasPassword: passwordHash !== null,
    workspaces: memberships.map(({ workspaceId }) => workspaceId),
  }))
}

/** Adds a user. Throws a unique violation when the address is taken. */
export async function createUser(user: NewUser) {
  return (await db()).user.create({ data: user, select: userColumns })
}

/** The first user, with a place in every workspace. Null when there has been a first one already. */
export function createFirstUser(user: NewUser, username: string) {
  return serializably(async (tx) => {
    if ((await tx.user.count()) > 0) return null
    // Two set-ups at once meet at this row's primary key, whatever the database isolates.
    await tx.instanceSetting.create({ data: { name: 'set_up_at', value: new Date().toISOString() } })
    const { id, sessionVersion } = await tx.user.create({ data: user, select: { id: true, sessionVersion: true } })
    for (const workspace of await tx.workspace.findMany({ select: { id: true } }))
      await tx.membership.create({ data: { workspaceId: workspace.id, userId: id, username, role: 'admin' } })
    return { id, sessionVersion }
  })
}

/** How many users there are, disabled ones among them. */
export async function countUsers(): Promise<number> {
  return (await db()).user.count()
}

/** Changes what a user is called. Throws when there is no such user. */
export async function updateName(userId: string, name: string): Promise<void> {
  await (await db()).user.update({ where: { id: userId }, data: { name } })
}

/** Sets a password and ends every session. Returns the new session version, or null when there is no such user. */
export async function replacePassword(userId: string, passwordHash: string): Promise<number | null> {
  return raiseSessionVersion(userId, { passwordHash })
}

/** Makes every session of a user invalid. */
export async function endSessions(userId: string): Promise<void> {
  await raiseSessionVersion(userId, {})
}

async function raiseSessionVersion(userId: string, data: { passwordHash?: string }): Promise<number | null> {
  const { user } = await db()
  const { count } = await user.updateMany({
    where: { id: userId },
    data: { ...data, sessionVersion: { increment: 1 } },
  })
  if (!count) return null
  const found = await user.findUnique({ where: { id: userId }, select: { sessionVersion: true } })
  return found?.sessionVersion ?? null
}

export type UserOutcome = 'done' | 'missing' | 'last_superadmin'

type UserChange = { disabled?: boolean; superadmin?: boolean; name?: string }

/** Changes a user and what they may do, unless no enabled superadmin would be left. Ends the sessions of a disabled one. */
export function updateUser(userId: string, change: UserChange): Promise<UserOutcome> {
  return serializably(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { superadmin: true, disabledAt: true } })
    if (!user) return 'missing'
    const loses = user.superadmin && !user.disabledAt && (change.disabled === true || change.superadmin === false)
    if (loses && (await otherSuperadmins(tx, userId)) === 0) return 'last_superadmin'
    const disabledAt =
      change.disabled === undefined ? undefined : change.disabled ? (user.disabledAt ?? new Date()) : null
    const sessionVersion = change.disabled ? { increment: 1 } : undefined
    const { superadmin, name } = change
    await tx.user.update({ where: { id: userId }, data: { superadmin, name, disabledAt, sessionVersion } })
    return 'done'
  })
}

/**
 * Removes a user with their memberships, tokens and share links, unless no enabled superadmin would be left. What lies under
 * their usernames stays, what was granted to those names goes.
 */
export function deleteUser(userId: string): Promise<UserOutcome> {
  return serializably(async (tx) => {
    const select = {
      superadmin: true,
      disabledAt: true,
      memberships: { select: { workspaceId: true, username: true } },
    }
    const user = await tx.user.findUnique({ where: { id: userId }, select })
    if (!user) return 'missing'
    const counts = user.superadmin && !user.disabledAt
    if (counts && (await otherSuperadmins(tx, userId)) === 0) return 'last_superadmin'
    for (const { workspaceId, username } of user.memberships) await dropGrants(tx, workspaceId, username)
    await tx.user.delete({ where: { id: userId } })
    return 'done'
  })
}

/** What was granted to a username in a workspace goes, so that whoever bears the name next inherits nothing. */
async function dropGrants(tx: Transaction, workspaceId: string, username: string): Promise<void> {
  const where = { workspaceId, subject: `u/${username}` }
  await tx.folderGrant.deleteMany({ where })
  await tx.pathGrant.deleteMany({ where })
}

function otherSuperadmins(tx: Transaction, userId: string): Promise<number> {
  return tx.user.count({ where: { superadmin: true, disabledAt: null, id: { not: userId } } })
}

/** What somebody is in a workspace, with its name; null for those who are no members. */
export async function findMembership(workspaceId: string, userId: string) {
  return (await db()).membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: {
      username: true,
      role: true,
      disabledAt: true,
      createdAt: true,
      workspace: { select: { id: true, name: true } },
      groups: { select: { group: true }, orderBy: { group: 'asc' } },
    },
  })
}

/** The member of that username; null when nobody has it. */
export async function findMemberNamed(workspaceId: string, username: string) {
  return (await db()).membership.findUnique({
    where: { workspaceId_username: { workspaceId, username } },
    select: { userId: true, role: true, user: { select: { email: true } } },
  })
}

/** A workspace by its id; null when there is none. */
export async function findWorkspace(id: string) {
  return (await db()).workspace.findUnique({ where: { id }, select: { id: true, name: true, createdAt: true } })
}

/** The members of a workspace by username, with their accounts. */
export async function listMemberships(workspaceId: string) {
  return (await db()).membership.findMany({
    where: { workspaceId },
    orderBy: { username: 'asc' },
    select: {
      username: true,
      role: true,
      createdAt: true,
      disabledAt: true,
      user: { select: userColumns },
      groups: { select: { group: true }, orderBy: { group: 'asc' } },
    },
  })
}

/** Adds a member, who may bear the name of a former one. Throws a unique violation when name or person is there already. */
export async function createMembership(place: { workspaceId: string; userId: string; username: string; role: Role }) {
  await serializably(async (tx) => {
    await tx.membership.create({ data: place })
    await dropGrants(tx, place.workspaceId, place.username)
    await tx.formerMember.deleteMany({ where: { workspaceId: place.workspaceId, username: place.username } })
  })
}

export type MemberOutcome = 'done' | 'missing' | 'last_admin'

type MemberKey = { workspaceId: string; userId: string }

/** Changes a role, or lets somebody in or not, unless no enabled admin would be left. */
export function updateMembership(
  key: MemberKey,
  { role, disabled }: { role?: Role; disabled?: boolean },
): Promise<MemberOutcome> {
  const loses = disabled === true || (role !== undefined && role !== 'admin')
  return changeMembership(key, loses, async (tx, found) => {
    const disabledAt = disabled === undefined ? undefined : disabled ? (found.disabledAt ?? new Date()) : null
    await tx.membership.update({ where: { workspaceId_userId: key }, data: { role, disabledAt } })
  })
}

/**
 * Removes a membership, unless no enabled admin would be left. With it go the tokens for this workspace alone, the share links
 * and what was granted to the username, so that whoever bears the name next inherits nothing.
 */
export function deleteMembership(key: MemberKey): Promise<MemberOutcome> {
  return changeMembership(key, true, async (tx, { username }) => {
    const { workspaceId, userId } = key
    await tx.membership.delete({ where: { workspaceId_userId: key } })
    await dropGrants(tx, workspaceId, username)
    await tx.apiToken.deleteMany({ where: { workspaceId, userId } })
    await tx.shareLink.deleteMany({ where: { workspaceId, ownerId: userId } })
    await tx.formerMember.create({ data: { workspaceId, username, userId } })
  })
}

function changeMembership(
  key: MemberKey,
  loses: boolean,
  change: (tx: Transaction, found: { username: string; disabledAt: Date | null }) => Promise<void>,
): Promise<MemberOutcome> {
  return serializably(async (tx) => {
    const found = await tx.membership.findUnique({
      where: { workspaceId_userId: key },
      select: { role: true, username: true, disabledAt: true },
    })
    if (!found) return 'missing'
    const counts = found.role === 'admin' && !found.disabledAt
    if (counts && loses && (await otherAdmins(tx, key)) === 0) return 'last_admin'
    await change(tx, found)
    return 'done'
  })
}

function otherAdmins(tx: Transaction, { workspaceId, userId }: MemberKey) {
  return tx.membership.count({
    where: { workspaceId, role: 'admin', disabledAt: null, userId: { not: userId }, user: { disabledAt: null } },
  })
}

/** Who has or had a username in a workspace, and whether anything lies under `u/<username>/`. */
export async function findUsernameUse(workspaceId: string, username: string) {
  const client = await db()
  const where = { workspaceId_username: { workspaceId, username } }
  const select = { userId: true } as const
  const [current, former] = await Promise.all([
    client.membership.findUnique({ where, select }),
    client.formerMember.findUnique({ where, select }),
  ])
  const owns = await ownsAnything(workspaceId, `u/${username}/`)
  return { heldBy: current?.userId ?? null, formerlyHeldBy: former?.userId ?? null, owns }
}

/** `_` in a username is a wildcard in LIKE, so what the database finds is looked at again. */
async function ownsAnything(workspaceId: string, prefix: string): Promise<boolean> {
  const client = await db()
  const query = { where: { workspaceId, path: { startsWith: prefix } }, select: { path: true } } as const
  const found = await Promise.all([
    client.resource.findMany(query),
    client.variable.findMany(query),
    client.flow.findMany(query),
    client.script.findMany({ ...query, where: { ...query.where, deleted: false } }),
  ])
  return found.flat().some(({ path }) => path.startsWith(prefix))
}

/** The username that somebody had in a workspace before they were removed from it. */
export async function findFormerUsername(workspaceId: string, userId: string): Promise<string | null> {
  const former = await (await db()).formerMember.findFirst({
    where: { workspaceId, userId },
    select: { username: true },
  })
  return former?.username ?? null
}
