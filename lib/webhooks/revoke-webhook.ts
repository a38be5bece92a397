import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireUnscoped } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { revokeScriptToken } from '@/lib/tokens/script-tokens'
import type { RevokeWebhook } from './schema'

/** Ends a webhook at once: one's own, for admins anybody's in the workspace. What it has started goes on as runs of its owner do. */
export async function revokeWebhook(ctx: Context, { id }: RevokeWebhook): Promise<void> {
  requireUnscoped(ctx)
  const userId = ctx.isAdmin ? undefined : ctx.person.id
  if (!(await revokeScriptToken({ id, workspaceId: ctx.workspace.id, userId })))
    throw new AppError('not_found', 'There is no such webhook any more, or somebody else made it: ask an admin.')
  await recordAudit(ctx, { operation: 'users.token.delete', action: 'delete', resource: id })
}
