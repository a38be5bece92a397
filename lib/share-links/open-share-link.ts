import 'server-only'
import type { Context } from '@/lib/auth/context'
import { contextOf } from '@/lib/auth/context-of'
import { AppError } from '@/lib/errors'
import type { ObjectInfo } from '@/lib/storage/object-store'
import { stateOf } from './describe-link'
import { readLinkToken } from './link-token'
import type { ShareProblem } from './schema'
import { ShareLinkRefused } from './share-link-refused'
import { findLink, type StoredLink } from './store'

/** A link that works now: the file behind it, and its owner's rights of now. */
export type OpenLink = { link: StoredLink; owner: Context; info: ObjectInfo }

/**
 * Opens a link for whoever has it. Asked at every use: whether its owner may still read that very key. Throws `ShareLinkRefused`.
 * A download that has been counted goes on although the link is used up by it.
 */
export async function openShareLink(token: string, { counted = false } = {}): Promise<OpenLink> {
  const id = readLinkToken(token)
  if (id === null) throw new ShareLinkRefused('unknown')
  const link = await findLink(id)
  if (!link) throw new ShareLinkRefused('revoked')
  const state = stateOf(link)
  if (state === 'expired' || (state === 'used_up' && !counted)) throw new ShareLinkRefused(state)
  const owner = await contextOf(link.ownerId, { workspaceId: link.workspaceId }).catch(refuseAs('ended'))
  return { link, owner, info: await headOf(link, owner) }
}

async function headOf({ storage, key }: StoredLink, owner: Context): Promise<ObjectInfo> {
  const store = await owner
    .openStorage(storage)
    .then((opened) => opened.authorize('read', key))
    .catch(refuseAs('ended'))
  const info = await store.head(key).catch(refuseAs('unavailable'))
  if (!info) throw new ShareLinkRefused('missing')
  return info
}

/** Expected failures tell of the workspace; visitors get one of our sentences instead. */
function refuseAs(problem: ShareProblem) {
  return (error: unknown): never => {
    if (!(error instanceof AppError)) throw error
    throw new ShareLinkRefused(error.code === 'unavailable' ? 'unavailable' : problem)
  }
}
