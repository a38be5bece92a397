import type { RunStatus } from '@/components/runs/job'
import type { FlowStatus, ModuleState, ModuleStatus } from '@/lib/pipelines/status-schema'

/** One time that a step was run, or is to be: once, or once for each item of the loops around it. */
export type Occurrence = {
  status: ModuleStatus
  /** Places of the items, from 0, of the loops around it; empty outside of loops. */
  items: number[]
}

/** Each time that a step of a run has come up so far. */
export function occurrencesOf(statuses: readonly ModuleStatus[], id: string, items: number[] = []): Occurrence[] {
  return statuses.flatMap((status) => {
    if (status.id === id) return [{ status, items }]
    const inBranches = (status.branches ?? []).flatMap((branch) => occurrencesOf(branch, id, items))
    const inItems = (status.iterations ?? []).flatMap(({ index, modules }) =>
      occurrencesOf(modules, id, [...items, index]),
    )
    return [...inBranches, ...inItems]
  })
}

const states: Record<ModuleState, RunStatus> = {
  WaitingForPriorSteps: 'queued',
  WaitingForExecutor: 'queued',
  InProgress: 'running',
  Success: 'success',
  Failure: 'failure',
  Skipped: 'canceled',
}

/** How a step is doing, as a run is. */
export function stateOf({ type }: ModuleStatus): RunStatus {
  return states[type]
}

/** How a step is doing over all times that it has come up; null where it has not. `ended`: what waits will not be run any more. */
export function overallState(occurrences: readonly Occurrence[], ended = false): RunStatus | null {
  const found = new Set(occurrences.map(({ status }) => stateOf(status)))
  const order: RunStatus[] = ['running', 'failure', 'queued', 'success', 'canceled']
  // Some done and some waiting: it is under way.
  const isBetween = found.has('queued') && found.has('success') && !found.has('failure')
  if (isBetween) return ended ? 'success' : 'running'
  return order.find((state) => found.has(state)) ?? null
}

/** The items of a loop: how many have ended, how many there are, and the places of those that failed, from 0. */
export type LoopProgress = { ended: number; total: number; failed: number[] }

/** How far a loop has come; null for what is no loop or has not begun. */
export function loopProgress({ iterator, flow_jobs_success: outcomes = [] }: ModuleStatus): LoopProgress | null {
  if (!iterator) return null
  const failed = outcomes.flatMap((success, index) => (success === false ? [index] : []))
  return { ended: iterator.index, total: iterator.itered_len, failed }
}

/** The steps within a step, each as often as it has come up. */
export function innerOf({ branches = [], iterations = [] }: ModuleStatus): ModuleStatus[] {
  return [...branches.flat(), ...iterations.flatMap(({ modules }) => modules)]
}

/** Whether something failed in a step, or inside of it, that was let go on: the step is done, but not all of it. */
export function hasPassedOver(status: ModuleStatus): boolean {
  if (status.passed_over) return true
  if (stateOf(status) === 'failure') return false
  const inner = innerOf(status)
  const failed = (loopProgress(status)?.failed.length ?? 0) > 0 || inner.some((each) => stateOf(each) === 'failure')
  return failed || inner.some(hasPassedOver)
}

/** The ids of the runs of a step and of all that is inside of it. */
export function jobsOf(status: ModuleStatus): string[] {
  const inner = innerOf(status)
  return [...(status.job ? [status.job] : []), ...inner.flatMap(jobsOf)]
}

type Timed = { id: string; started_at?: string; completed_at?: string }

/** Milliseconds from the first beginning to the last end of some runs; null while one of them has not ended, or none has begun. */
export function spanOf(ids: readonly string[], runs: ReadonlyMap<string, Timed>): number | null {
  const found = ids.flatMap((id) => runs.get(id) ?? [])
  const starts = found.flatMap(({ started_at: at }) => (at ? [Date.parse(at)] : []))
  const ends = found.flatMap(({ completed_at: at }) => (at ? [Date.parse(at)] : []))
  if (starts.length === 0 || ends.length < found.length) return null
  return Math.max(0, Math.max(...ends) - Math.min(...starts))
}

/** The status that a record of a run tells, if it tells one. */
export function isFlowStatus(value: unknown): value is FlowStatus {
  return typeof value === 'object' && value !== null && 'modules' in value && Array.isArray(value.modules)
}
