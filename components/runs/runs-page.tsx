'use client'

import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { jobQueries } from './queries'
import { RunTable } from './run-table'

const PAGE = 50
const MOST = 1000

/** What was run in the workspace and what is running, as far as the person may see it. */
export function RunsPage({ workspace }: { workspace: string }) {
  return (
    <>
      <PageHeader title="Runs" />
      <RunList workspace={workspace} />
    </>
  )
}

function RunList({ workspace }: { workspace: string }) {
  const [perPage, setPerPage] = useState(PAGE)
  const { data, error, isPending, isFetching, refetch } = useQuery(jobQueries.list(workspace, { perPage }))
  if (isPending) return <SkeletonRows label="Loading runs" />
  if (error)
    return (
      <div className="p-gutter">
        <ErrorNote error={error} title="The runs could not be listed" onRetry={() => void refetch()} />
      </div>
    )
  if (data.length === 0)
    return (
      <EmptyState
        icon={<Play />}
        title="Nothing was run yet"
        action={
          <Button asChild>
            <Link href={`/w/${workspace}/scripts`}>Scripts</Link>
          </Button>
        }
      >
        Open a script, fill in its form and run it: what it writes and returns is kept here.
      </EmptyState>
    )
  return (
    <>
      <RunTable workspace={workspace} runs={data} label="Runs" named />
      {data.length >= perPage && perPage < MOST && (
        <div className="p-gutter">
          <Button pending={isFetching} onClick={() => setPerPage(Math.min(MOST, perPage * 2))}>
            Show older ones
          </Button>
        </div>
      )}
    </>
  )
}
