import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { revokeLinksOf } from '@/lib/share-links/revoke-share-link'
import { forgetIdentities } from './identity-cache'
import { requireDone } from './require-done'
import type { RemoveMember } from './schema'
import { deleteMembership, findMembership } from './store'

/** Takes somebody out of the workspace; one enabled admin stays. What lies under their username stays, too. */
export async function removeMember(ctx: Context, { userId }: RemoveMember) {
  requireAdmin(ctx)
  const member = await findMembership(ctx.workspace.id, userId)
  requireDone(await deleteMembership({ workspaceId: ctx.workspace.id, userId }))
  forgetIdentities()
  await revokeLinksOf(ctx, userId)
  await recordAudit(ctx, { operation: 'users.delete', action: 'delete', resource: member?.username })
}
