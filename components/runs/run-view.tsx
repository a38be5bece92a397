'use client'

import { hasEnded, type Job } from './job'
import { LogView } from './log-view'
import { readResult } from './read-result'
import { ResultView } from './result-view'
import { RunFacts } from './run-facts'
import { RunFiles } from './run-files'
import { RunInputs } from './run-inputs'
import { RunProgress } from './run-progress'
import { RunState } from './run-state'
import { useRefreshFiles } from './use-refresh-files'

type RunViewProps = {
  workspace: string
  job: Job
  /** Whether what is around it tells the state and when it began. */
  isStateTold?: boolean
}

/** What there is to see of a run: its state, its result, its log, its inputs. */
export function RunView({ workspace, job, isStateTold = false }: RunViewProps) {
  const state = job.status
  const args = job.args ?? {}
  useRefreshFiles(workspace, hasEnded(job))
  return (
    <div className="grid min-w-0 gap-6">
      {!isStateTold && (
        <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-text-2">
          <RunState state={state} />
          <RunFacts workspace={workspace} job={job} />
        </p>
      )}
      {state === 'running' && <RunProgress workspace={workspace} id={job.id} />}
      {state === 'canceled' && (
        <p className="rounded-md border bg-sunken px-3 py-2 text-text-2">
          Cancelled{job.canceled_by ? ` by ${job.canceled_by}` : ''}
          {job.canceled_reason ? `: ${job.canceled_reason}` : '.'}
        </p>
      )}
      {hasEnded(job) && state !== 'canceled' && (
        <section aria-label={state === 'failure' ? 'Error' : 'Result'} className="grid min-w-0 gap-2">
          <h2 className="font-semibold text-md">{state === 'failure' ? 'Error' : 'Result'}</h2>
          <ResultView
            workspace={workspace}
            job={job}
            result={readResult(job.result, state === 'failure')}
            value={job.result}
          />
        </section>
      )}
      <LogView workspace={workspace} id={job.id} />
      <RunFiles workspace={workspace} id={job.id} ended={hasEnded(job)} />
      <RunInputs workspace={workspace} args={args} />
    </div>
  )
}
