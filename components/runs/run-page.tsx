'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCw, Square, Workflow } from 'lucide-react'
import Link from 'next/link'
import { toast } from 'sonner'
import { FlowRunView } from '@/components/pipelines/flow-run-view'
import { pipelineHref } from '@/components/pipelines/pipeline-href'
import { scriptHref } from '@/components/scripts/script-href'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { describeError } from '@/components/ui/describe-error'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { hasEnded, isFlow, type Job } from './job'
import { cancelRun, jobQueries } from './queries'
import { runHref } from './run-href'
import { runName } from './run-name'
import { RunView } from './run-view'

/** One run: how it is doing, what it returned, its log and what it was given. */
export function RunPage({ workspace, id }: { workspace: string; id: string }) {
  const { data: job, error, isPending, refetch } = useQuery(jobQueries.get(workspace, id))
  return (
    <>
      <PageHeader title={job ? runName(job) : 'Run'} actions={job && <RunActions workspace={workspace} job={job} />} />
      {isPending && <SkeletonRows label="Loading the run" />}
      {error && !job && (
        <div className="p-gutter">
          <ErrorNote error={error} title="The run could not be loaded" onRetry={() => void refetch()} />
        </div>
      )}
      {job && isFlow(job) && <FlowRunView workspace={workspace} job={job} />}
      {job && !isFlow(job) && (
        <div className="min-w-0 px-6 py-5 max-md:px-gutter">
          <RunView workspace={workspace} job={job} />
        </div>
      )}
    </>
  )
}

function RunActions({ workspace, job }: { workspace: string; job: Job }) {
  const client = useQueryClient()
  const cancelling = useMutation({
    mutationFn: () => cancelRun(workspace, job.id),
    onSuccess: () => client.invalidateQueries({ queryKey: jobQueries.all(workspace) }),
    onError: (error) => toast.error('The run was not cancelled', { description: describeError(error).message }),
  })
  return (
    <>
      {job.script_path && ['script', 'flow'].includes(job.job_kind) && (
        <Button asChild>
          <Link href={`${hrefOf(workspace, job.script_path, job)}?from=${encodeURIComponent(job.id)}`}>
            <RotateCw aria-hidden="true" />
            <span className="max-md:sr-only">Run again with these</span>
          </Link>
        </Button>
      )}
      {job.is_flow_step && job.parent_job && (
        <Button asChild>
          <Link href={runHref(workspace, job.parent_job)}>
            <Workflow aria-hidden="true" />
            Run of the pipeline
          </Link>
        </Button>
      )}
      {!hasEnded(job) && (
        <Button variant="danger" pending={cancelling.isPending} onClick={() => cancelling.mutate()}>
          <Square aria-hidden="true" />
          Cancel run
        </Button>
      )}
    </>
  )
}

function hrefOf(workspace: string, path: string, job: Job): string {
  return isFlow(job) ? pipelineHref(workspace, path) : scriptHref(workspace, path)
}
