'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { hasEnded, type Job } from '@/components/runs/job'
import { jobQueries } from '@/components/runs/queries'
import { RunInputs } from '@/components/runs/run-inputs'
import { runStateLabel } from '@/components/runs/run-state'
import { RunView } from '@/components/runs/run-view'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import type { FlowModule } from '@/lib/pipelines/schema'
import type { ModuleStatus } from '@/lib/pipelines/status-schema'
import { INPUT_ID, RESULT_ID } from './layout'
import { PanelHead } from './panel-head'
import { RestartButton } from './restart-button'
import { progressText } from './run-look'
import { loopProgress, type Occurrence, occurrencesOf, stateOf } from './step-states'
import { findStep, slotOf, stepName } from './tree'

type FlowRunPanelProps = {
  workspace: string
  job: Job
  modules: FlowModule[]
  statuses: ModuleStatus[]
  selected: string
  onClose: () => void
}

/** What is chosen in the drawing of a run: its inputs, its result, or what a step did. */
export function FlowRunPanel({ workspace, job, modules, statuses, selected, onClose }: FlowRunPanelProps) {
  const step = findStep(modules, selected)
  const occurrences = occurrencesOf(statuses, selected)
  const title = step ? stepName(step) : selected === INPUT_ID ? 'Inputs' : 'Pipeline'
  return (
    <>
      <PanelHead title={title} onClose={onClose}>
        {canRestart(job, modules, selected, occurrences) && (
          <RestartButton workspace={workspace} id={job.id} step={selected} />
        )}
      </PanelHead>
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto px-gutter py-4">
        {selected === INPUT_ID && <RunInputs workspace={workspace} args={job.args ?? {}} />}
        {selected === RESULT_ID && <RunView workspace={workspace} job={job} isStateTold />}
        {step && <Occurrences workspace={workspace} occurrences={occurrences} ended={hasEnded(job)} />}
      </div>
    </>
  )
}

/** A run that has ended goes on anew from a step of its own list that has ended in it. */
function canRestart(job: Job, modules: FlowModule[], id: string, [first]: Occurrence[]): boolean {
  if (!hasEnded(job) || job.job_kind !== 'flow' || !job.script_path || !first) return false
  return slotOf(modules, id)?.parent === null && ['Success', 'Failure'].includes(first.status.type)
}

type OccurrencesProps = { workspace: string; occurrences: Occurrence[]; ended: boolean }

/** A step once, or for one item of the loop that it lies in: at first one that failed. */
function Occurrences({ workspace, occurrences, ended }: OccurrencesProps) {
  const failed = occurrences.findIndex(({ status }) => status.type === 'Failure')
  const [chosen, choose] = useState(Math.max(0, failed))
  const shown = occurrences[chosen]
  if (!shown) return <p className="text-text-2">{ended ? 'It was not run.' : 'It has not come up yet.'}</p>
  return (
    <div className="grid min-w-0 gap-5">
      {occurrences.length > 1 && (
        <Field label="Item">
          <Select
            options={occurrences.map((each, index) => ({ value: String(index), label: itemLabel(each) }))}
            value={String(chosen)}
            onValueChange={(next) => choose(Number(next))}
          />
        </Field>
      )}
      <StepOutcome workspace={workspace} status={shown.status} ended={ended} />
    </div>
  )
}

function itemLabel({ items, status }: Occurrence): string {
  return `${items.map((index) => index + 1).join(', ')}: ${runStateLabel(stateOf(status))}`
}

type StepOutcomeProps = { workspace: string; status: ModuleStatus; ended: boolean }

function StepOutcome({ workspace, status, ended }: StepOutcomeProps) {
  const progress = loopProgress(status)
  const { job, reused, error, type } = status
  return (
    <>
      {reused && <p className="rounded-md border bg-sunken px-3 py-2 text-text-2">Taken from the run before.</p>}
      {progress && (
        <p role="status">
          {progressText(progress.ended, progress.total, progress.failed.length)}
          {progress.failed.length > 0 && `: ${progress.failed.map((index) => `item ${index + 1}`).join(', ')}`}
        </p>
      )}
      {error && !job && (
        <p role="alert" className="rounded-md border border-bad/30 bg-bad-soft px-3 py-2 [overflow-wrap:anywhere]">
          <span className="font-semibold">{error.name}</span>: {error.message}
        </p>
      )}
      {job ? (
        <StepRun workspace={workspace} id={job} />
      ) : (
        !progress && !error && <p className="text-text-2">{noRunText(type, ended)}</p>
      )}
    </>
  )
}

function noRunText(type: ModuleStatus['type'], ended: boolean): string {
  if (type === 'Skipped') return 'It was not run.'
  if (type === 'WaitingForPriorSteps' || type === 'WaitingForExecutor')
    return ended ? 'It was not run.' : 'It waits for the steps above.'
  return 'It has no run of its own: choose a step inside of it.'
}

function StepRun({ workspace, id }: { workspace: string; id: string }) {
  const { data: job, error, isPending, refetch } = useQuery(jobQueries.get(workspace, id))
  if (isPending) return <SkeletonRows rows={4} label="Loading the run of the step" />
  if (error)
    return <ErrorNote error={error} title="The run of the step could not be loaded" onRetry={() => void refetch()} />
  return <RunView workspace={workspace} job={job} />
}
