import 'server-only'
import { endRunToken } from '@/lib/tokens/run-token'
import { dropRun } from './run-worker'
import { cancelStoredRun, listUnendedSteps } from './store'

/** Ends the steps of a run of a pipeline that wait or run, once that has ended and begins nothing more: their processes, their tokens. */
export async function cancelSteps(flowId: string, { by, reason }: { by: string; reason: string }): Promise<void> {
  const result = JSON.stringify({ error: { name: 'Canceled', message: `Canceled by ${by}: ${reason}` } })
  for (const { id, userId } of await listUnendedSteps(flowId)) {
    const ended = await cancelStoredRun(id, { canceledBy: by, canceledReason: reason, result })
    if (ended?.runTokenId) await endRunToken(userId, ended.runTokenId)
    if (ended) dropRun(id)
  }
}
