import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { endRunToken } from '@/lib/tokens/run-token'
import { cancelSteps } from './cancel-steps'
import { requireRun } from './require-run'
import { dropRun } from './run-worker'
import { type CancelRun, isFlowKind } from './schema'
import { cancelStoredRun } from './store'

/** Ends a run that waits or runs: its processes, its token. Throws `conflict` once it has ended. */
export async function cancelRun(ctx: Context, { id, reason }: CancelRun): Promise<void> {
  const run = await requireRun(ctx, id)
  const why = reason ? `: ${reason}` : '.'
  const error = { name: 'Canceled', message: `Canceled by ${ctx.username}${why}` }
  const ended = await cancelStoredRun(id, {
    ...{ canceledBy: ctx.username, canceledReason: reason ?? null },
    result: JSON.stringify({ error }),
  })
  if (!ended) throw new AppError('conflict', `The job ${id} has ended already.`)
  if (ended.runTokenId) await endRunToken(run.userId, ended.runTokenId)
  dropRun(id)
  if (isFlowKind(run.kind)) await cancelSteps(id, { by: ctx.username, reason: `the pipeline ${id} was canceled` })
  const what = { operation: 'jobs.cancel', action: 'execute', resource: run.scriptPath ?? undefined } as const
  await recordAudit(ctx, { ...what, parameters: { job: id } })
}
