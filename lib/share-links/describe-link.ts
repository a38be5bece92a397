import 'server-only'
import type { Context } from '@/lib/auth/context'
import { linkUrl } from './link-token'
import type { ShareLink } from './schema'
import type { StoredLink } from './store'

type Owned = StoredLink & { owner: { email: string; memberships: { username: string }[] } }

/** A link as its owner and admins see it. The address is for its owner: an admin takes a link back, but does not use it. */
export function describeLink({ person }: Context, link: Owned): ShareLink {
  const { id, storage, key, label, maxDownloads, downloads, createdAt, expiresAt, lastUsedAt } = link
  const isOwn = link.ownerId === person.id
  return {
    ...{ id, storage, key, label, maxDownloads, downloads, createdAt, expiresAt, lastUsedAt, isOwn },
    owner: link.owner.memberships[0]?.username ?? link.owner.email,
    url: isOwn ? linkUrl(id) : null,
    state: stateOf(link),
    hasPassword: link.passwordHash !== null,
  }
}

/** What a link has come to by itself. */
export function stateOf({ expiresAt, maxDownloads, downloads }: StoredLink, now = new Date()): ShareLink['state'] {
  if (expiresAt && expiresAt <= now) return 'expired'
  return maxDownloads !== null && downloads >= maxDownloads ? 'used_up' : 'active'
}
