import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { isShortLived } from '@/lib/auth/credential'
import { hashPassword } from '@/lib/auth/passwords'
import { AppError } from '@/lib/errors'
import { ObjectNotFound } from '@/lib/storage/errors'
import { describeLink } from './describe-link'
import { newLinkId } from './link-token'
import type { CreateShareLink, ShareLink } from './schema'
import { insertLink } from './store'

/** Makes a link to a file that the actor may read. One that is made with a token ends with the token's time. */
export async function createShareLink(ctx: Context, input: CreateShareLink): Promise<ShareLink> {
  requireDeveloper(ctx)
  const { storage, key, label, password, maxDownloads } = input
  const expiresAt = earlier(input.expiresAt, tokenEnd(ctx))
  const store = (await ctx.openStorage(storage)).authorize('read', key)
  if (!(await store.head(key))) throw new ObjectNotFound(key)
  const link = await insertLink({
    ...{ id: newLinkId(), workspaceId: ctx.workspace.id, ownerId: ctx.person.id },
    ...{ storage, key, label, maxDownloads, expiresAt },
    passwordHash: password === null ? null : await hashPassword(password),
  })
  await recordAudit(ctx, {
    ...{ operation: 'share_links.create', action: 'create', resource: key, storage },
    parameters: {
      label,
      expiresAt: expiresAt?.toISOString(),
      maxDownloads,
      protected: password !== null,
      link: link.id,
    },
  })
  return describeLink(ctx, { ...link, owner: { email: ctx.person.email, memberships: [{ username: ctx.username }] } })
}

/** Until when whoever made the link could have used their credential. Jobs do not share: nobody would know of it. */
function tokenEnd({ credential }: Context): Date | null {
  if (credential.kind === 'session') return null
  if (isShortLived(credential.made))
    throw new AppError('forbidden', 'The token of a job or a connection shares no files.')
  return credential.expiresAt
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other
  return one < other ? one : other
}
