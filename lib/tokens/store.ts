import 'server-only'
import { db } from '@/lib/db'
import type { TokenSummary } from './schema'

const columns = {
  id: true,
  userId: true,
  workspaceId: true,
  parentId: true,
  label: true,
  kind: true,
  sessionVersion: true,
  readOnly: true,
  storage: true,
  prefix: true,
  script: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
} as const

export type StoredToken = Omit<TokenSummary, 'prefix'> & {
  userId: string
  /** The token that it was made with, and ends with. */
  parentId: string | null
  prefix: string | null
  sessionVersion: number | null
}

export type NewToken = Omit<StoredToken, 'createdAt' | 'lastUsedAt'>

/** A token by its id; null when there is none, or when it was revoked. */
export async function findStoredToken(id: string): Promise<StoredToken | null> {
  return (await db()).apiToken.findUnique({ where: { id }, select: columns })
}

/** Keeps a token: all but its secret, which nobody keeps. */
export async function insertToken(token: NewToken): Promise<StoredToken> {
  return (await db()).apiToken.create({ data: token, select: columns })
}

/** The tokens of a user that may still be used, newest first; those made for jobs and connections only when asked for. */
export async function listStoredTokens(userId: string, { ephemeral = false } = {}): Promise<StoredToken[]> {
  return (await db()).apiToken.findMany({
    where: {
      userId,
      kind: ephemeral ? undefined : { notIn: ['ephemeral', 'run'] },
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
    orderBy: { createdAt: 'desc' },
    select: columns,
  })
}

/** The tokens of a workspace that only run one script and may still be used, newest first, with the name of whoever made them. */
export async function listStoredScriptTokens(filter: { workspaceId: string; script: string; userId?: string }) {
  const memberships = { where: { workspaceId: filter.workspaceId }, select: { username: true } }
  return (await db()).apiToken.findMany({
    where: { ...filter, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
    orderBy: { createdAt: 'desc' },
    select: {
      ...{ id: true, label: true, createdAt: true, lastUsedAt: true, expiresAt: true },
      user: { select: { email: true, memberships } },
    },
  })
}

/** Removes a token of a workspace if it only runs a script, with all that were made with it. Returns how many. */
export async function removeScriptTokens(where: { id: string; workspaceId: string; userId?: string }): Promise<number> {
  return (await (await db()).apiToken.deleteMany({ where: { ...where, script: { not: null } } })).count
}

/** Removes tokens of a user, and all that were made with them. Returns how many. */
export async function removeTokens(userId: string, ids: string[]): Promise<number> {
  return (await (await db()).apiToken.deleteMany({ where: { userId, id: { in: ids } } })).count
}

/** Removes what has expired. */
export async function removeExpiredTokens(now: Date): Promise<void> {
  await (await db()).apiToken.deleteMany({ where: { expiresAt: { lt: now } } })
}

/** Remembers that a token was used. */
export async function markUsed(id: string, lastUsedAt: Date): Promise<void> {
  await (await db()).apiToken.updateMany({ where: { id }, data: { lastUsedAt } })
}
