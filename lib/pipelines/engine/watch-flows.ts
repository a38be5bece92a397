import 'server-only'
import { onRunEnded } from '@/lib/runs/wait-for-run'
import { processWide } from '@/lib/shared'
import { advanceFlow, settledAdvances } from './advance'
import { findFlowOfStep, listIdleFlows } from './store'

const LOOK_MS = 1000

type Watch = { timer: NodeJS.Timeout | null; looking: Promise<void> | null; forget: () => void }
const watch = () => processWide('flow-watch', (): Watch => ({ timer: null, looking: null, forget: () => undefined }))

/**
 * Goes on with runs of pipelines as long as the process lives: at once where a step ends in it, and once a second with those that nobody
 * works on. Every server and worker does.
 */
export function watchFlows(): void {
  const found = watch()
  if (found.timer) return
  found.forget = onRunEnded((id) => void goOn(id))
  found.timer = setInterval(() => {
    found.looking ??= lookForIdleFlows().finally(() => {
      found.looking = null
    })
  }, LOOK_MS)
  found.timer.unref()
}

/** Begins nothing more: resolves once what is under way has ended. */
export async function stopFlows(): Promise<void> {
  const found = watch()
  if (found.timer) clearInterval(found.timer)
  found.timer = null
  found.forget()
  await found.looking
  await settledAdvances()
}

/** Goes on with every run of a pipeline that is due or that nobody works on. */
export async function lookForIdleFlows(): Promise<void> {
  const idle = await listIdleFlows().catch(tell)
  for (const id of idle ?? []) await advanceFlow(id).catch(tell)
}

async function goOn(runId: string): Promise<void> {
  const flowId = await findFlowOfStep(runId).catch(tell)
  if (flowId) await advanceFlow(flowId).catch(tell)
}

function tell(error: unknown): undefined {
  console.error('[pipelines] a run could not go on yet', error)
}
