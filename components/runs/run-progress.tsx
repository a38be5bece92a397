'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ProgressBar } from '@/components/ui/progress-bar'
import { jobQueries } from './queries'

/** How far a run says that it has come, told with its log; nothing while it says nothing. */
export function RunProgress({ workspace, id }: { workspace: string; id: string }) {
  const { data } = useQuery(jobQueries.log(workspace, id, useQueryClient()))
  const progress = data?.progress ?? null
  if (progress === null) return null
  return (
    <div className="flex max-w-md items-center gap-3">
      <ProgressBar label="Progress of the run" value={progress / 100} className="flex-1" />
      <span className="text-sm text-text-2 tabular-nums">{progress} %</span>
    </div>
  )
}
