'use client'

import { CalendarClock, Pencil } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { LastRuns } from '@/components/runs/last-runs'
import { RunnablePage } from '@/components/scripts/runnable-page'
import type { ScriptSurroundings } from '@/components/scripts/script-surroundings'
import { Button } from '@/components/ui/button'
import type { WireFlow } from '@/lib/pipelines/schema'
import { FlowGraph } from './flow-graph'
import { layOut, TAIL } from './layout'
import { pipelineHref } from './pipeline-href'
import { readInputs } from './pipeline-inputs'
import { RemovePipelineDialog } from './remove-pipeline-dialog'
import { RunPipeline } from './run-pipeline'
import { endLook, plainLook } from './step-look'
import { findStep } from './tree'
import { useRestorePipeline } from './use-restore-pipeline'

type PipelinePageProps = ScriptSurroundings & {
  workspace: string
  pipeline: WireFlow
  /** Why the person may not change it, or null. */
  lock: string | null
  /** A run whose inputs the form begins with. */
  from: string | null
}

/** A pipeline to run: its drawing, its form, and the runs before. */
export function PipelinePage({ workspace, pipeline, lock, from, ...surroundings }: PipelinePageProps) {
  const { path, archived } = pipeline
  const mayAdd = !lock && !archived
  const restoring = useRestorePipeline(workspace, path)
  return (
    <RunnablePage
      item={pipeline}
      mayRemove={!lock}
      onRestore={() => restoring.mutate()}
      removeDialog={(kind, onClose) => <RemovePipelineDialog {...{ workspace, path, kind, onClose }} />}
      actions={
        <Button asChild>
          <Link href={pipelineHref(workspace, path, 'edit')}>
            <Pencil aria-hidden="true" />
            {lock ? 'Steps' : 'Edit'}
          </Link>
        </Button>
      }
      form={<RunPipeline {...surroundings} {...{ workspace, pipeline, from }} />}
    >
      <Drawing workspace={workspace} pipeline={pipeline} />
      <LastRuns workspace={workspace} scriptPath={path} kind="flow" />
      {mayAdd && (
        <section aria-label="Started by itself" className="grid min-w-0 gap-2">
          <h2 className="font-semibold text-md">Started by itself</h2>
          <Button asChild size="sm" className="w-fit">
            <Link href={`/w/${workspace}/schedules?pipeline=${encodeURIComponent(path)}`}>
              <CalendarClock aria-hidden="true" />
              Schedule
            </Link>
          </Button>
        </section>
      )}
    </RunnablePage>
  )
}

/** The steps at a glance; pressed, a step opens in the editor. */
function Drawing({ workspace, pipeline }: { workspace: string; pipeline: WireFlow }) {
  const router = useRouter()
  const { modules } = pipeline.value
  const layout = useMemo(() => layOut(modules, closeTails), [modules])
  const inputs = useMemo(() => readInputs(pipeline.schema), [pipeline.schema])
  return (
    <div className="flex max-h-[560px] min-w-0 flex-col overflow-hidden rounded-lg border">
      <FlowGraph
        label="Steps of the pipeline"
        modules={modules}
        layout={layout}
        selected={null}
        onSelect={(id) =>
          router.push(`${pipelineHref(workspace, pipeline.path, 'edit')}?step=${encodeURIComponent(id)}`)
        }
        lookOf={(box) => {
          const step = findStep(modules, box.id)
          return step ? plainLook(step) : endLook(box, inputs)
        }}
      />
    </div>
  )
}

/** Nothing is added here, so that loops end right below their last step. */
function closeTails(into: string): number {
  return into === TAIL ? 0 : 32
}
