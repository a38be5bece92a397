import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { describeReport } from './describe-report'
import { getExaminable } from './get-examinable'
import { followLook } from './live-looks'
import { lookAt } from './look'
import type { LookEvent } from './report'
import type { RunDoctor } from './schema'

/**
 * Looks at a resource and tells each check as soon as it is done, the report at the end. Whoever asks while a look goes on follows
 * that one.
 */
export async function runDoctor(ctx: Context, { path, prefix }: RunDoctor): Promise<AsyncIterable<LookEvent>> {
  const row = await getExaminable(ctx, path)
  const workspaceId = ctx.workspace.id
  return followLook(row.id, async (tell) => {
    const look = { workspaceId, row, caller: ctx, by: ctx.username, prefix }
    const report = await lookAt({ ...look, tell: (check) => tell({ check }) })
    const parameters = describeReport(report)
    await recordAudit(ctx, { operation: 'doctor.run', action: 'execute', resource: path, parameters })
    tell({ report })
  })
}
