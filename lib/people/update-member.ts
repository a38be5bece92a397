import 'server-only'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { forgetIdentities } from './identity-cache'
import { requireDone } from './require-done'
import type { UpdateMember } from './schema'
import { updateRole } from './store'

/** Changes a member's role; one enabled admin stays. */
export async function updateMember(ctx: Context, { userId, role }: UpdateMember) {
  requireAdmin(ctx)
  requireDone(await updateRole({ workspaceId: ctx.workspace.id, userId, role }))
  forgetIdentities()
}
