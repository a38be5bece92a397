import 'server-only'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { contextOfToken } from '@/lib/auth/context-of'
import { AppError } from '@/lib/errors'
import { findReferences } from '@/lib/resources/references'
import { requireRun } from '@/lib/runs/require-run'
import { keepsReferences } from '@/lib/runs/resolve-args'
import { isFlowKind, plainArgsSchema, type RunArgs, runArgsSchema } from '@/lib/runs/schema'
import { isPassed, type ObservedList, type ObservedStep, observeList } from './engine/observe'
import { answerOf } from './engine/perform'
import { mayFail, type Place, TOP, walk } from './engine/plan'
import { type FlowRun, findFlowRun, type KeptStep, loadRecords, loadResults } from './engine/store'
import { FlowValues } from './engine/values'
import { getFlowOfRun } from './get-flow'
import { flowValueSchema } from './schema'
import { startFlow } from './start-flow'
import type { RestartFlow } from './status-schema'
import { nameStep } from './step-name'

/** Bytes of the results that one run takes from another. */
const MAX_REUSED_BYTES = 32 * 1024 ** 2

/**
 * Runs a pipeline once more from a step on, with the steps and the arguments of an earlier run and what it knows of the steps before. For
 * whoever started that one: its arguments may name what only they may read. Throws `conflict` where a step before it has not succeeded.
 */
export async function restartFlow(ctx: Context, { id, step_id: stepId, branch_or_iteration_n: n }: RestartFlow) {
  const { flow, what } = await getOwnFlowRun(ctx, id)
  const { modules } = flowValueSchema.parse(JSON.parse(flow.content ?? '{}'))
  const list = observeList(modules, '', await loadRecords(id))
  const index = modules.findIndex((module) => module.id === stepId)
  const step = list.steps[index]
  if (!step) throw new AppError('invalid', `There is no step ${JSON.stringify(stepId)} at the top of that pipeline.`)
  const before = list.steps.slice(0, index)
  const open = before.find((each) => !isPassed(each))
  if (open)
    throw new AppError(
      'conflict',
      `Step ${nameStep(open.module)} has not succeeded in that run. Begin with it, or before it.`,
    )
  const args = runArgsSchema.parse(JSON.parse(flow.args))
  const plain = await plainOf(flow, args)
  const kept = new Kept(flow.id)
  for (const each of before) await kept.addStep(each)
  if (n) await kept.addParts({ step, place: placeOf(before), count: n, values: new FlowValues(id, { args, ...plain }) })
  return startFlow(ctx, {
    ...{ ...what, content: flow.content ?? '', plainStatic: plain.plainStatic },
    ...{ version: flow.scriptHash === null ? null : Number(flow.scriptHash) },
    called: { args, plainArgs: plain.plainArgs, flowSteps: kept.steps },
  })
}

/**
 * What stays text although it reads like references: what came through a token for one script was sent by somebody who may not read what
 * it names, whoever goes on from there. Steps that nobody saved came that way, too.
 */
async function plainOf(flow: FlowRun, args: RunArgs): Promise<{ plainArgs: string[]; plainStatic: boolean }> {
  const isBound = await cameThroughBoundToken(flow)
  return {
    plainArgs: isBound
      ? Object.keys(args).filter((name) => findReferences(args[name]).length > 0)
      : plainArgsSchema.parse(JSON.parse(flow.plainArgs ?? '[]')),
    plainStatic: flow.plainStatic || (isBound && flow.kind === 'flowpreview'),
  }
}

/** Nothing is known of a token that is gone: it may have been one for one script. */
async function cameThroughBoundToken({ tokenId, workspaceId }: FlowRun): Promise<boolean> {
  if (tokenId === null) return false
  const starter = await contextOfToken(tokenId, { workspaceId }).catch((error) => {
    if (!(error instanceof AppError)) throw error
    return null
  })
  return starter === null || keepsReferences(starter)
}

type Origin = { flow: FlowRun; what: { kind: 'flow' | 'flowpreview'; id: string | null; path: string | null } }

/** A run of the actor's own, and what it was a run of, wherever that lies now. */
async function getOwnFlowRun(ctx: Context, id: string): Promise<Origin> {
  const { userId, kind } = await requireRun(ctx, id)
  if (!isFlowKind(kind)) throw new AppError('invalid', `The job ${id} is no run of a pipeline.`)
  if (userId !== ctx.person.id)
    throw new AppError('forbidden', 'Only whoever started it may go on from a run. Run the pipeline yourself instead.')
  const flow = await findFlowRun(id)
  if (!flow) throw new AppError('not_found', `There is no job ${JSON.stringify(id)} any more.`)
  if (kind === 'flowpreview') {
    requireDeveloper(ctx)
    return { flow, what: { kind: 'flowpreview', id: null, path: flow.scriptPath } }
  }
  const { id: flowId, path, archived } = await getFlowOfRun(ctx, flow.flowId)
  if (archived) throw new AppError('not_found', `pipeline at name ${path} is archived: it runs no more.`)
  return { flow, what: { kind: 'flow', id: flowId, path } }
}

function placeOf(before: ObservedStep[]): Place {
  return walk({ state: 'success', steps: before, record: null }, TOP).place
}

type Parts = { step: ObservedStep; place: Place; count: number; values: FlowValues }

/** What a run takes from another. */
class Kept {
  readonly steps: (KeptStep & { key: string })[] = []
  private bytes = 0

  constructor(private readonly flowId: string) {}

  async addStep({ key, record, state }: ObservedStep): Promise<void> {
    if (record === null) return // it hands on what it gets
    const result = (await loadResults(this.flowId, [key])).get(key) ?? 'null'
    this.add(key, { status: state === 'success' ? 'success' : 'failure', result, jobId: record.jobId })
  }

  /** The first iterations or branches of a step. */
  async addParts({ step, place, count, values }: Parts): Promise<void> {
    if (step.lists.length <= count)
      throw new AppError(
        'invalid',
        `Step ${nameStep(step.module)} has ${step.lists.length} iterations or branches in that run.`,
      )
    for (const [index, list] of step.lists.slice(0, count).entries()) {
      if (!isUsable(step, list, index))
        throw new AppError(
          'conflict',
          `Number ${index + 1} of ${nameStep(step.module)} has not succeeded. Begin with it, or before it.`,
        )
      const value = await values.valueOf(answerOf(step, place, index))
      this.add(`${step.key}/${index}`, { status: list.state, result: JSON.stringify(value ?? null), jobId: null })
    }
  }

  private add(key: string, step: KeptStep & { result: string }): void {
    this.bytes += Buffer.byteLength(step.result)
    if (this.bytes > MAX_REUSED_BYTES)
      throw new AppError(
        'invalid',
        'The results before it are larger than 32 MiB together: run the pipeline from its beginning.',
      )
    this.steps.push({ ...step, key, reused: true })
  }
}

function isUsable(step: ObservedStep, { state }: ObservedList, index: number): boolean {
  return state === 'success' || (state === 'failure' && mayFail(step, index))
}
