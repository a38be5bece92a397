'use client'

import { useQuery } from '@tanstack/react-query'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { jobQueries, type RunnableKind } from './queries'
import { RunTable } from './run-table'

const SHOWN = 10

type LastRunsProps = { workspace: string; scriptPath: string; kind?: RunnableKind }

/** The last runs of one script, or of one pipeline. */
export function LastRuns({ workspace, scriptPath, kind }: LastRunsProps) {
  const { data, error, isPending, refetch } = useQuery(jobQueries.list(workspace, { scriptPath, kind, perPage: SHOWN }))
  return (
    <section aria-label="Last runs" className="min-w-0">
      <h2 className="pb-1 font-semibold text-md">Last runs</h2>
      {isPending && <SkeletonRows rows={3} label="Loading runs" />}
      {error && <ErrorNote error={error} title="The runs could not be listed" onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="text-text-2">It has not been run yet.</p>}
      {data && data.length > 0 && <RunTable workspace={workspace} runs={data} label="Last runs" named={false} />}
    </section>
  )
}
