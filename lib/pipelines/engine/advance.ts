import 'server-only'
import * as z from 'zod'
import { AppError } from '@/lib/errors'
import { flowValueSchema, MAX_PARTS } from '@/lib/pipelines/schema'
import { nameSteps } from '@/lib/pipelines/step-name'
import { cancelSteps } from '@/lib/runs/cancel-steps'
import { plainArgsSchema, runArgsSchema } from '@/lib/runs/schema'
import { RunStopped, starterOf } from '@/lib/runs/starter'
import { tellRunEnded } from '@/lib/runs/wait-for-run'
import { processWide } from '@/lib/shared'
import { failedStep, type ObservedList, observeList } from './observe'
import { errorJson, flowError, perform } from './perform'
import { planList, TOP, walk } from './plan'
import {
  beginFlowRun,
  endFlowRun,
  type FlowRun,
  findFlowRun,
  isFlowRunning,
  loadRecords,
  loadResults,
  type Records,
} from './store'
import { FlowValues } from './values'

type Advance = { again: boolean; done: Promise<void> }
const advances = () => processWide('flow-advances', () => new Map<string, Advance>())

/**
 * Does what is next in a run of a pipeline: begins steps, closes loops, ends it. What is next follows from what is kept of its steps
 * alone, and each step is kept once: any process may look at any time, twice as well, or never end what it began.
 */
export function advanceFlow(id: string): Promise<void> {
  const under = advances().get(id)
  if (under) {
    under.again = true
    return under.done
  }
  const advance: Advance = { again: false, done: Promise.resolve() }
  advances().set(id, advance)
  advance.done = advanceUntilStill(id, advance)
  return advance.done
}

/** Resolves once nothing is being begun. */
export async function settledAdvances(): Promise<void> {
  await Promise.allSettled([...advances().values()].map(({ done }) => done))
}

async function advanceUntilStill(id: string, advance: Advance): Promise<void> {
  try {
    do {
      advance.again = false
      await advanceOnce(id).catch((error) => {
        if (!advance.again) throw error
      })
    } while (advance.again)
  } finally {
    // In the same turn as the last look at `again`: whoever asks later begins anew.
    if (advances().get(id) === advance) advances().delete(id)
  }
}

async function advanceOnce(id: string): Promise<void> {
  const flow = await findFlowRun(id)
  if (!flow || (flow.status !== 'running' && flow.status !== 'queued')) return
  if (flow.status === 'queued' && (flow.scheduledFor > new Date() || !(await beginFlowRun(id)))) return
  try {
    await work(flow)
  } catch (error) {
    if (error instanceof RunStopped) return end(id, 'failure', errorJson({ name: 'NotRun', message: error.message }))
    if (passes(error)) throw error
    console.error(`[pipelines] the run ${id} cannot go on`, error)
    const message = 'It cannot go on: the log of the server tells more.'
    await end(id, 'failure', errorJson({ name: 'InternalError', message }))
  }
}

/** Whether the database or another server is to blame, which may be there again with the next look: anything else would come again for ever. */
function passes(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'unavailable'
  return error instanceof Error && error.name.startsWith('PrismaClient')
}

/** Loops that begin no run go on by themselves: after so many turns whoever waits has an answer, and others have their turn. */
const MAX_TURNS = 20

async function work(flow: FlowRun): Promise<void> {
  const ctx = await starterOf(flow)
  const { modules } = flowValueSchema.parse(JSON.parse(flow.content ?? '{}'))
  const values = new FlowValues(flow.id, {
    args: runArgsSchema.parse(JSON.parse(flow.args)),
    plainArgs: plainArgsSchema.parse(JSON.parse(flow.plainArgs ?? '[]')),
    plainStatic: flow.plainStatic,
  })
  for (let turn = 0; turn < MAX_TURNS && (await isFlowRunning(flow.id)); turn++) {
    const records = await loadRecords(flow.id)
    const list = observeList(modules, '', records)
    if (list.state !== 'active') return finish(flow, list, { values, nameOf: nameSteps(modules) })
    const room = { left: MAX_PARTS - partsOf(records) }
    let goesOn = false
    for (const todo of planList(list, TOP)) {
      const came = await perform(todo, { ctx, flow, values, room })
      if (came === 'full') return
      goesOn ||= came === 'done'
    }
    if (!goesOn) return
  }
  setTimeout(
    () => advanceFlow(flow.id).catch((error) => console.error('[pipelines] a run could not go on yet', error)),
    0,
  ).unref()
}

function partsOf(records: Records): number {
  let parts = 0
  for (const { count } of records.values()) parts += count ?? 0
  return parts
}

const resultSchema = z.object({
  error: z.object({ name: z.string(), message: z.string(), stack: z.string().optional() }),
})

type Told = { values: FlowValues; nameOf: (id: string) => string }

async function finish({ id }: FlowRun, list: ObservedList, { values, nameOf }: Told): Promise<void> {
  if (list.state === 'success') {
    const { previous } = walk(list, TOP).place
    return end(id, 'success', JSON.stringify((await values.valueOf(previous)) ?? null))
  }
  const failed = failedStep(list)
  if (!failed) return end(id, 'failure', errorJson({ name: 'Error', message: 'A step failed.' }))
  const text = (await loadResults(id, [failed.key])).get(failed.key)
  const told = resultSchema.safeParse(JSON.parse(text ?? 'null'))
  const error = told.success ? told.data.error : { name: 'Error', message: 'It ended without a reason.' }
  await end(id, 'failure', flowError(failed, error, nameOf))
}

async function end(id: string, status: 'success' | 'failure', result: string): Promise<void> {
  if (!(await endFlowRun(id, { status, result }))) return
  tellRunEnded(id)
  // Another process may have begun one meanwhile, not knowing what failed here.
  await cancelSteps(id, { by: 'the pipeline', reason: `the pipeline ${id} has ended` })
}
