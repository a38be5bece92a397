import 'server-only'
import { cancelSteps } from '@/lib/runs/cancel-steps'
import { onRunEnded } from '@/lib/runs/wait-for-run'
import { processWide } from '@/lib/shared'
import { advanceFlow, settledAdvances } from './advance'
import { findFlowOfStep, listIdleFlows, listLeftFlows, listRunningFlows } from './store'

const LOOK_MS = 1000
/** How often those are looked at that seem to be worked on: a word of an end may be lost with the process that had it. */
const LOOKS_BETWEEN = 30

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
  let looks = 0
  found.timer = setInterval(() => {
    if (found.looking !== null) return
    looks += 1
    found.looking = (looks % LOOKS_BETWEEN === 0 ? lookForAllFlows() : lookForIdleFlows()).finally(() => {
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

/** Looks at every run of a pipeline that goes on, and ends steps that one has left behind. */
export async function lookForAllFlows(): Promise<void> {
  await lookForIdleFlows()
  for (const id of (await listRunningFlows().catch(tell)) ?? []) await advanceFlow(id).catch(tell)
  for (const id of (await listLeftFlows().catch(tell)) ?? [])
    await cancelSteps(id, { by: 'the pipeline', reason: `the pipeline ${id} has ended` }).catch(tell)
}

async function goOn(runId: string): Promise<void> {
  const flowId = await findFlowOfStep(runId).catch(tell)
  if (flowId) await advanceFlow(flowId).catch(tell)
}

function tell(error: unknown): undefined {
  console.error('[pipelines] a run could not go on yet', error)
}
