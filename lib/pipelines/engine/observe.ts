import type { FlowModule } from '@/lib/pipelines/schema'
import type { Records, StepRecord } from './store'

export type StepState = 'waiting' | 'active' | 'success' | 'failure'

/** How far a step has come, and what lies within it. */
export type ObservedStep = {
  key: string
  module: FlowModule
  state: StepState
  record: StepRecord | null
  lists: ObservedList[]
}

/** One list of steps: those of the top, of one iteration or of one branch. `active`: it has not ended. */
export type ObservedList = { state: 'active' | 'success' | 'failure'; steps: ObservedStep[]; record: StepRecord | null }

/** How far the steps of a list have come, from what is known of each. */
export function observeList(modules: readonly FlowModule[], prefix: string, records: Records): ObservedList {
  const record = prefix === '' ? null : (records.get(prefix.slice(0, -1)) ?? null)
  const steps: ObservedStep[] = []
  let state: ObservedList['state'] = 'success'
  for (const module of modules) {
    const step = observeStep(module, `${prefix}${module.id}`, { records, isReached: state === 'success' })
    steps.push(step)
    if (state === 'success' && !isPassed(step)) state = step.state === 'failure' ? 'failure' : 'active'
  }
  // An iteration that was taken from an earlier run has a record of its own, and no steps.
  if (record?.state === 'success' || record?.state === 'failure') state = record.state
  return { state, steps, record }
}

/** Whether what comes after it may begin. */
export function isPassed({ state, module }: ObservedStep): boolean {
  return state === 'success' || (state === 'failure' && module.continue_on_error === true)
}

function observeStep(
  module: FlowModule,
  key: string,
  { records, isReached }: { records: Records; isReached: boolean },
): ObservedStep {
  const record = records.get(key) ?? null
  const lists = record?.count ? listsWithin(module, key, { records, count: record.count }) : []
  const none = module.value.type === 'identity' && isReached ? 'success' : 'waiting'
  const state = record === null ? none : record.state === 'open' ? 'active' : record.state
  return { key, module, state, record, lists }
}

function listsWithin({ value }: FlowModule, key: string, { records, count }: { records: Records; count: number }) {
  const places = Array.from({ length: count }, (_, place) => place)
  if (value.type === 'forloopflow') return places.map((at) => observeList(value.modules, `${key}/${at}/`, records))
  if (value.type !== 'branchall') return []
  return value.branches.map(({ modules }, at) => observeList(modules, `${key}/${at}/`, records))
}

/** Whether a run waits or runs somewhere in it. */
export function hasActive({ steps }: ObservedList): boolean {
  return steps.some(({ record, lists }) => record?.state === 'active' || lists.some(hasActive))
}

/** Whether anything of it was begun. */
export function hasBegun({ steps, record }: ObservedList): boolean {
  return record !== null || steps.some((step) => step.record !== null)
}

/** The step that ended a list that failed, as deep as it can be told; null for one without. */
export function failedStep({ steps }: ObservedList): ObservedStep | null {
  const failed = steps.find((step) => !isPassed(step))
  if (failed?.state !== 'failure') return null
  const jobId = failed.record?.jobId
  const within = failed.lists.flatMap((list) => (list.state === 'failure' ? (failedStep(list) ?? []) : []))
  return within.find(({ record }) => record?.jobId === jobId) ?? failed
}
