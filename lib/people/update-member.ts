import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { forgetIdentities } from './identity-cache'
import { requireDone } from './require-done'
import type { UpdateMember } from './schema'
import { findMembership, updateMembership } from './store'

/** Changes a member's role, or disables or enables them in this workspace, at once. Nobody disables themselves; one enabled admin stays. */
export async function updateMember(ctx: Context, { userId, ...change }: UpdateMember) {
  requireAdmin(ctx)
  if (change.disabled && userId === ctx.person.id)
    throw new AppError('conflict', 'You cannot disable yourself. Ask another admin to do it.')
  requireDone(await updateMembership({ workspaceId: ctx.workspace.id, userId }, change))
  forgetIdentities()
  const resource = (await findMembership(ctx.workspace.id, userId))?.username
  await recordAudit(ctx, { operation: 'users.update', action: 'update', resource, parameters: change })
}
