'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { hasEnded, type Job } from '@/components/runs/job'
import { RunFacts } from '@/components/runs/run-facts'
import { RunState, RunStateIcon } from '@/components/runs/run-state'
import { SplitPane } from '@/components/ui/split-pane'
import { flowValueSchema } from '@/lib/pipelines/schema'
import { filesOnLines } from './edge-files'
import { FlowGraph } from './flow-graph'
import { flowQueries } from './flow-queries'
import { FlowRunPanel } from './flow-run-panel'
import { type Box, layOut, RESULT_ID, TAIL } from './layout'
import { gapOfFiles, LineFiles } from './line-files'
import { runLook } from './run-look'
import { endLook } from './step-look'
import { isFlowStatus } from './step-states'
import { findStep } from './tree'

/** The run of a pipeline: its drawing with how each step is doing, and the run of the step that is chosen. */
export function FlowRunView({ workspace, job }: { workspace: string; job: Job }) {
  const ended = hasEnded(job)
  const [selected, select] = useState(startSelection)
  const { data: runs = NO_RUNS } = useQuery(flowQueries.steps(workspace, job.id, ended))
  const { data: files } = useQuery(flowQueries.files(workspace, job.id, ended))
  const modules = useModules(job.raw_flow)
  const statuses = isFlowStatus(job.flow_status) ? job.flow_status.modules : []
  const onLines = useMemo(() => filesOnLines(modules, files ?? {}), [modules, files])
  const layout = useMemo(
    () => layOut(modules, (into) => (into === TAIL ? 0 : gapOfFiles(onLines.get(into)))),
    [modules, onLines],
  )
  function lookOf(box: Box) {
    const step = findStep(modules, box.id)
    if (step) return runLook(step, { statuses, runs, ended })
    const look = endLook(box, [])
    if (box.id === RESULT_ID) return { ...look, mark: <RunStateIcon state={job.status} /> }
    return { ...look, title: 'Inputs', label: 'Inputs' }
  }
  return (
    <>
      <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-gutter py-2 text-text-2">
        <RunState state={job.status} />
        <RunFacts workspace={workspace} job={job} />
      </p>
      <SplitPane
        storageKey="flow-run"
        defaultShare={0.55}
        minEnd={360}
        start={
          <FlowGraph
            label="Steps of the run"
            modules={modules}
            layout={layout}
            selected={selected}
            onSelect={(id) => select(id === selected ? null : id)}
            lookOf={lookOf}
            onLine={({ into }) => {
              const found = onLines.get(into)
              return found && <LineFiles workspace={workspace} files={found} />
            }}
          />
        }
        endLabel="Details"
        onClose={() => select(null)}
        end={
          selected !== null && (
            <FlowRunPanel
              key={selected}
              {...{ workspace, job, modules, statuses, selected }}
              onClose={() => select(null)}
            />
          )
        }
      />
    </>
  )
}

const NO_RUNS = new Map<string, Job>()

/** On a phone the panel would cover the drawing before anybody has seen it. */
function startSelection(): string | null {
  return matchMedia('(width >= 48rem)').matches ? RESULT_ID : null
}

/** The steps that the run began with; the record brings them anew each time that it is asked for. */
function useModules(raw: unknown) {
  const text = JSON.stringify(raw ?? null)
  return useMemo(() => {
    const read = flowValueSchema.safeParse(JSON.parse(text))
    return read.success ? read.data.modules : []
  }, [text])
}
