import 'server-only'
import type { Context } from '@/lib/auth/context'
import { describeLink } from './describe-link'
import type { ListShareLinks, ShareLink } from './schema'
import { listLinks } from './store'

/** The actor's own links; admins see every link of the workspace, so that none works unknown to them. */
export async function listShareLinks(ctx: Context, { storage, key }: ListShareLinks): Promise<ShareLink[]> {
  const file = key === undefined ? {} : { storage, key }
  const links = await listLinks({
    workspaceId: ctx.workspace.id,
    ownerId: ctx.isAdmin ? undefined : ctx.person.id,
    ...file,
  })
  return links.map((link) => describeLink(ctx, link))
}
