import 'server-only'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { recordAudit } from './record-audit'
import type { SetAuditReads } from './schema'
import { updateAuditReads } from './store'

/** Decides which reads of objects the workspace keeps from now on. */
export async function setAuditReads(ctx: Context, { level }: SetAuditReads): Promise<SetAuditReads> {
  requireAdmin(ctx)
  await updateAuditReads(ctx.workspace.id, level)
  forgetIdentities()
  await recordAudit(ctx, { operation: 'workspaces.edit_audit_reads', action: 'update', parameters: { level } })
  return { level }
}
