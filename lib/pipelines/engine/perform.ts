import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { MAX_PARTS } from '@/lib/pipelines/schema'
import { PipelineEnded, RunExists, TooManyWaiting } from '@/lib/runs/enqueue'
import { runFlowText, runScriptByHash, runScriptByPath } from '@/lib/runs/start-run'
import { getReadableVersion } from '@/lib/scripts/get-readable-script'
import { describeKey, stepRunId } from './keys'
import { failedStep, type ObservedStep } from './observe'
import { mayFail, type Place, placeWithin, type Source, type Todo, walk } from './plan'
import { closeStep, type FlowRun, isStepRun, keepStep, loadResults } from './store'
import type { FlowValues } from './values'

/** `room`: how many iterations and branches may still be opened. */
type Worked = { ctx: Context; flow: FlowRun; values: FlowValues; room: { left: number } }

/** Does what is next. `begun`: a run that ends by itself; `done`: there may be more to do; `full`: the queue has no room now,
 * or the pipeline has ended. */
export async function perform(todo: Todo, worked: Worked): Promise<'begun' | 'done' | 'full'> {
  const { step } = todo
  const { flow } = worked
  try {
    if (todo.what === 'close') await close(todo, worked)
    else if (todo.what === 'open') await open(todo, worked)
    else await start(todo, worked)
    return todo.what === 'start' ? 'begun' : 'done'
  } catch (error) {
    // Another process was first, or somebody chose that very id for a run of their own.
    if (error instanceof RunExists && (await isStepRun(stepRunId(flow.id, step.key), flow.id, step.key))) return 'begun'
    if (error instanceof TooManyWaiting || error instanceof PipelineEnded) return 'full'
    if (!(error instanceof AppError)) throw error
    const end = { status: 'failure', result: errorJson({ name: 'NotRun', message: error.message }), jobId: null }
    if (todo.what === 'close') await closeStep(flow.id, step.key, end)
    else await keepStep(flow.id, step.key, end)
    return 'done'
  }
}

async function start({ step, place }: Todo, { ctx, flow, values }: Worked): Promise<void> {
  const { module, key } = step
  const { value, retry } = module
  if (value.type !== 'script' && value.type !== 'rawscript') return
  const { args, plainArgs } = await values.argsOf(value.input_transforms, place)
  const called = {
    args,
    retry,
    timeout: module.timeout ?? undefined,
    job_id: stepRunId(flow.id, key),
    flowStep: { flow, key, plainArgs },
  }
  if (value.type === 'rawscript') {
    const path = flow.scriptPath === null ? null : `${flow.scriptPath}/${module.id}`
    const kind = flow.kind === 'flowpreview' ? 'preview' : 'flowscript'
    await runFlowText(ctx, { ...called, kind, content: value.content, language: value.language, path })
  } else if (value.hash) {
    await requireVersionOf(ctx, value.path, value.hash)
    await runScriptByHash(ctx, { ...called, hash: value.hash })
  } else await runScriptByPath(ctx, { ...called, path: value.path })
}

/** A pipeline shows the path of a script: what is run must be a version of that one. */
async function requireVersionOf(ctx: Context, path: string, hash: string): Promise<void> {
  const version = await getReadableVersion(ctx, hash)
  if (version.path !== path)
    throw new AppError('invalid', `The version ${hash} is one of ${version.path}, not of ${path}.`)
}

async function open({ step, place }: Todo, { flow, values, room }: Worked): Promise<void> {
  const { value } = step.module
  if (value.type === 'branchall') {
    takeRoom(room, value.branches.length)
    return keepStep(flow.id, step.key, { status: 'open', count: value.branches.length })
  }
  if (value.type !== 'forloopflow') return
  const items = await values.itemsOf({ key: step.key, iterator: value.iterator, place })
  if (items.length === 0) return keepStep(flow.id, step.key, { status: 'success', count: 0, result: '[]' })
  takeRoom(room, items.length)
  await keepStep(flow.id, step.key, { status: 'open', count: items.length })
}

/** Loops in loops multiply: without an end to that, one run would fill the memory of every server that looks at it. */
function takeRoom(room: { left: number }, count: number): void {
  if (count > room.left)
    throw new AppError(
      'invalid',
      `The loops and branches of one run have ${MAX_PARTS.toLocaleString('en')} iterations at most together, and this one would add ${count} to ${MAX_PARTS - room.left}. Let a step do more at a time, or start several runs.`,
    )
  room.left -= count
}

async function close({ step, place }: Todo, { flow, values }: Worked): Promise<void> {
  const lost = step.lists.find((list, index) => list.state === 'failure' && !mayFail(step, index))
  if (!lost) {
    const result = await values.listOf(step.lists.map((_, index) => answerOf(step, place, index)))
    return closeStep(flow.id, step.key, { status: 'success', result, jobId: null })
  }
  const failed = failedStep(lost)
  const result = failed ? ((await loadResults(flow.id, [failed.key])).get(failed.key) ?? null) : null
  const end = { status: 'failure', result: result ?? errorJson({ name: 'Error', message: 'It failed.' }) }
  await closeStep(flow.id, step.key, { ...end, jobId: failed?.record?.jobId ?? null })
}

/** Where the answer of one iteration or branch lies: that of its last step, or of the one that failed. */
export function answerOf(step: ObservedStep, place: Place, index: number): Source {
  const list = step.lists[index]
  if (!list || list.record) return { from: 'step', key: `${step.key}/${index}` }
  const { next, place: reached } = walk(list, placeWithin(step, place, index))
  return next ? { from: 'step', key: next.key } : reached.previous
}

export type StepError = { name: string; message: string; stack?: string }

/** What a run of a pipeline ends with that a step has ended: it names the step, as `nameOf` calls it, and its run. */
export function flowError(failed: ObservedStep, error: StepError, nameOf: (id: string) => string): string {
  const { key, module, record } = failed
  const run = record?.jobId ? ` (run ${record.jobId})` : ''
  const message = `Step ${describeKey(key, nameOf)}${run} failed: ${error.message}`
  return errorJson({ ...error, message, step_id: module.id, ...(record?.jobId && { job: record.jobId }) })
}

export function errorJson(error: StepError & { step_id?: string; job?: string }): string {
  return JSON.stringify({ error })
}
