import 'server-only'
import { db } from '@/lib/db'

export type NewLink = {
  id: string
  workspaceId: string
  ownerId: string
  storage: string
  key: string
  label: string
  passwordHash: string | null
  maxDownloads: number | null
  expiresAt: Date | null
}

export type StoredLink = NewLink & { downloads: number; createdAt: Date; lastUsedAt: Date | null }

/** Keeps a link: all but what opens it. */
export async function insertLink(link: NewLink): Promise<StoredLink> {
  return (await db()).shareLink.create({ data: link })
}

/** A link by its id; null when it was taken back. */
export async function findLink(id: string): Promise<StoredLink | null> {
  return (await db()).shareLink.findUnique({ where: { id } })
}

/** Links of a workspace, newest first, with who made them: of one owner, of one file, or all. */
export async function listLinks(where: { workspaceId: string; ownerId?: string; storage?: string; key?: string }) {
  const memberships = { where: { workspaceId: where.workspaceId }, select: { username: true } }
  return (await db()).shareLink.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: { owner: { select: { email: true, memberships } } },
  })
}

/** Removes a link of the workspace, of that owner when one is named. Returns whether there was one. */
export async function removeLink(where: { id: string; workspaceId: string; ownerId?: string }): Promise<boolean> {
  return (await (await db()).shareLink.deleteMany({ where })).count > 0
}

/** Removes what somebody shared in a workspace. */
export async function removeLinksOf(where: { workspaceId: string; ownerId: string }): Promise<void> {
  await (await db()).shareLink.deleteMany({ where })
}

/** Counts a download unless the link is used up, in one statement: of downloads at the same moment no more succeed than may. */
export async function countDownload({ id, maxDownloads }: StoredLink): Promise<boolean> {
  const downloads = maxDownloads === null ? undefined : { lt: maxDownloads }
  const { count } = await (await db()).shareLink.updateMany({
    where: { id, downloads },
    data: { downloads: { increment: 1 }, lastUsedAt: new Date() },
  })
  return count > 0
}
