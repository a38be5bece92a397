import 'server-only'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { forgetIdentities } from './identity-cache'
import { requireDone } from './require-done'
import type { RemoveMember } from './schema'
import { deleteMembership } from './store'

/** Takes somebody out of the workspace; one enabled admin stays. What lies under their username stays, too. */
export async function removeMember(ctx: Context, { userId }: RemoveMember) {
  requireAdmin(ctx)
  requireDone(await deleteMembership({ workspaceId: ctx.workspace.id, userId }))
  forgetIdentities()
}
