import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { forgetIdentities } from './identity-cache'
import { requireDone } from './require-done'
import type { UpdateMember } from './schema'
import { findMembership, updateRole } from './store'

/** Changes a member's role; one enabled admin stays. */
export async function updateMember(ctx: Context, { userId, role }: UpdateMember) {
  requireAdmin(ctx)
  requireDone(await updateRole({ workspaceId: ctx.workspace.id, userId, role }))
  forgetIdentities()
  const resource = (await findMembership(ctx.workspace.id, userId))?.username
  await recordAudit(ctx, { operation: 'users.update', action: 'update', resource, parameters: { role } })
}
