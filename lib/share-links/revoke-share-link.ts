import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { ShareLinkId } from './schema'
import { findLink, removeLink, removeLinksOf } from './store'

/** Takes a link back, at once. For its owner and for admins; to others it does not exist. */
export async function revokeShareLink(ctx: Context, { id }: ShareLinkId): Promise<ShareLinkId> {
  const link = await findLink(id)
  const ownerId = ctx.isAdmin ? undefined : ctx.person.id
  const removed = await removeLink({ id, workspaceId: ctx.workspace.id, ownerId })
  if (!link || !removed) throw new AppError('not_found', 'There is no such link any more, or it is not yours.')
  const { storage, key, label } = link
  await recordAudit(ctx, {
    ...{ operation: 'share_links.delete', action: 'delete', resource: key, storage },
    parameters: { link: id, label },
  })
  return { id }
}

/** Takes back all that somebody shared who leaves the workspace: were they to come back, their links would not. */
export async function revokeLinksOf(ctx: Context, ownerId: string): Promise<void> {
  await removeLinksOf({ workspaceId: ctx.workspace.id, ownerId })
}
