import 'server-only'
import type { Context } from '@/lib/auth/context'
import { getCompletedJob, getJob } from '@/lib/runs/get-run'
import { isFlowKind, type Job, type JobView } from '@/lib/runs/schema'
import { failedStep, isPassed, type ObservedList, type ObservedStep, observeList } from './engine/observe'
import { loadRecords } from './engine/store'
import { flowValueSchema } from './schema'
import {
  type FlowStatus,
  type IterationStatus,
  LISTED_ITERATIONS,
  type ModuleState,
  type ModuleStatus,
} from './status-schema'

/** A job whole; of a run of a pipeline with its steps and how far each has come. Throws `not_found`. */
export async function getJobWithSteps(ctx: Context, view: JobView): Promise<Job> {
  return withSteps(await getJob(ctx, { ...view, no_code: false }), view)
}

/** The same of a job that has ended. Throws `not_found` while it has not. */
export async function getCompletedJobWithSteps(ctx: Context, view: JobView): Promise<Job> {
  return withSteps(await getCompletedJob(ctx, { ...view, no_code: false }), view)
}

async function withSteps({ raw_code: code, ...told }: Job, { no_code: noCode }: JobView): Promise<Job> {
  const job = { ...told, ...(code !== undefined && !noCode && { raw_code: code }) }
  if (!isFlowKind(job.job_kind) || code === undefined) return job
  const value = flowValueSchema.parse(JSON.parse(code))
  const list = observeList(value.modules, '', await loadRecords(job.id))
  const status = describeFlow(list, told.type === 'CompletedJob')
  return { ...told, ...(!noCode && { raw_flow: { ...value } }), flow_status: { ...status } }
}

/** How far a run has come. */
export function describeFlow(list: ObservedList, hasEnded: boolean): FlowStatus {
  const next = list.steps.findIndex((step) => !isPassed(step))
  const failed = list.state === 'failure' ? failedStep(list) : null
  return {
    step: next === -1 ? list.steps.length : next,
    modules: list.steps.map((step) => describeStep(step, hasEnded)),
    ...(failed && { failure_step: failed.module.id }),
  }
}

function describeStep(step: ObservedStep, hasEnded: boolean): ModuleStatus {
  const { module, record, state } = step
  return {
    ...{ id: module.id, type: stateOf(step, hasEnded) },
    ...(record?.jobId && { job: record.jobId }),
    ...(record?.reused && { reused: true as const }),
    ...(state === 'failure' && module.continue_on_error && { passed_over: true as const }),
    ...describeLists(step, hasEnded),
  }
}

function stateOf({ state, record }: ObservedStep, hasEnded: boolean): ModuleState {
  if (state === 'success') return 'Success'
  if (state === 'failure') return 'Failure'
  if (state === 'waiting') return hasEnded ? 'Skipped' : 'WaitingForPriorSteps'
  if (hasEnded && record?.state === 'open') return 'Failure' // it was ended from outside
  return record?.isQueued ? 'WaitingForExecutor' : 'InProgress'
}

function describeLists({ module, lists, record }: ObservedStep, hasEnded: boolean): Partial<ModuleStatus> {
  if (record?.count === null || record === null) return {}
  const steps = (list: ObservedList) => list.steps.map((step) => describeStep(step, hasEnded))
  const ended = lists.map(({ state }) => (state === 'active' ? null : state === 'success'))
  const jobs = lists.map(lastJob)
  const told = {
    ...(jobs.every((job) => job !== null) && { flow_jobs: jobs }),
    flow_jobs_success: ended,
  }
  if (module.value.type === 'branchall') return { ...told, branches: lists.map(steps) }
  const iterations: IterationStatus[] = lists.flatMap((list, index) =>
    index < LISTED_ITERATIONS || list.state === 'failure' ? [{ index, modules: steps(list) }] : [],
  )
  const done = ended.filter((each) => each !== null).length
  return { ...told, iterator: { index: done, itered_len: lists.length }, iterations }
}

/** The run begun last in a list; null before the first. */
function lastJob({ steps }: ObservedList): string | null {
  return steps.flatMap(({ record }) => record?.jobId ?? []).at(-1) ?? null
}
