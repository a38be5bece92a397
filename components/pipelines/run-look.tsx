import { TriangleAlert } from 'lucide-react'
import type { Job, RunStatus } from '@/components/runs/job'
import { RunStateIcon, runStateLabel } from '@/components/runs/run-state'
import { formatDuration } from '@/components/ui/format-time'
import type { FlowModule } from '@/lib/pipelines/schema'
import type { ModuleStatus } from '@/lib/pipelines/status-schema'
import type { StepLook } from './graph-look'
import { plainLook } from './step-look'
import {
  hasPassedOver,
  innerOf,
  jobsOf,
  loopProgress,
  type Occurrence,
  occurrencesOf,
  overallState,
  spanOf,
} from './step-states'

type RunOfFlow = {
  statuses: ModuleStatus[]
  /** Of the steps, by id. */
  runs: ReadonlyMap<string, Job>
  ended: boolean
}

/** A step with how it is doing in a run, and how long it took. */
export function runLook(step: FlowModule, { statuses, runs, ended }: RunOfFlow): StepLook {
  const look = plainLook(step)
  const occurrences = occurrencesOf(statuses, step.id)
  const state = stateIn(occurrences, runs, ended)
  if (state === null || (state === 'queued' && ended) || occurrences.every(({ status }) => status.type === 'Skipped'))
    return { ...look, ...words(look.title, 'Not run'), tone: 'faint' }
  const span = spanOf(
    occurrences.flatMap(({ status }) => jobsOf(status)),
    runs,
  )
  const told = [stateText(occurrences, state), span === null ? null : formatDuration(span)]
  const detail = told.filter((part) => part !== null).join(', ')
  const isWarned = wentOn(occurrences, state)
  const tone = isWarned ? 'plain' : tones[state]
  const mark = isWarned ? WARNING : <RunStateIcon state={state} />
  return { ...look, ...words(look.title, detail), mark, tone }
}

const tones = { queued: 'faint', running: 'accent', success: 'plain', failure: 'bad', canceled: 'plain' } as const

/** It is done, and something in it failed; the words beside it tell what. */
const WARNING = <TriangleAlert aria-hidden="true" className="size-4 text-warn" />

/** Whether something failed, and the pipeline was to go on. */
function wentOn(occurrences: Occurrence[], state: RunStatus): boolean {
  if (state === 'success') return occurrences.some(({ status }) => hasPassedOver(status))
  const failed = occurrences.filter(({ status }) => status.type === 'Failure')
  return state === 'failure' && failed.every(({ status }) => status.passed_over)
}

/** How a step is doing; what was under way when the run was cancelled was cancelled with it, and has not failed by itself. */
function stateIn(occurrences: Occurrence[], runs: ReadonlyMap<string, Job>, ended: boolean): RunStatus | null {
  const state = overallState(occurrences, ended)
  if (state === 'running' && ended) return 'canceled'
  const failed = occurrences.filter(({ status }) => status.type === 'Failure')
  const wereCanceled = failed.every(({ status }) => wasCanceled(status, runs))
  return state === 'failure' && wereCanceled ? 'canceled' : state
}

/** A loop or branches that were under way have no run that failed, but parts that have not ended or were cancelled themselves. */
function wasCanceled(status: ModuleStatus, runs: ReadonlyMap<string, Job>): boolean {
  if (status.job) return runs.get(status.job)?.status === 'canceled'
  const inner = innerOf(status).filter(({ type, passed_over }) => type === 'Failure' && !passed_over)
  const isOpen = status.flow_jobs_success?.includes(null) ?? false
  return (isOpen || inner.length > 0) && inner.every((each) => wasCanceled(each, runs))
}

function words(title: string, detail: string) {
  return { detail, label: `${title}: ${detail}` }
}

function stateText(occurrences: Occurrence[], state: RunStatus): string {
  const [first] = occurrences
  const progress = occurrences.length === 1 && first ? loopProgress(first.status) : null
  if (progress) return progressText(progress.ended, progress.total, progress.failed.length)
  if (occurrences.length > 1) return manyText(occurrences)
  if (first?.status.reused) return 'From the run before'
  if (first?.status.passed_over) return 'Failed, passed over'
  return runStateLabel(state)
}

function manyText(occurrences: Occurrence[]): string {
  const types = occurrences.map(({ status }) => status.type)
  const failed = types.filter((type) => type === 'Failure').length
  const ended = types.filter((type) => type === 'Success').length + failed
  return progressText(ended, occurrences.length, failed)
}

/** "7 of 12, 1 failed". */
export function progressText(ended: number, total: number, failed: number): string {
  return `${ended} of ${total}${failed > 0 ? `, ${failed} failed` : ''}`
}
