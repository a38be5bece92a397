'use client'

import Link from 'next/link'
import { formatDuration } from '@/components/ui/format-time'
import { RelativeTime } from '@/components/ui/relative-time'
import { attemptOf } from './attempt-of'
import type { Job } from './job'

type RunFactsProps = { workspace: string; job: Job }

/** When a run began, how long it took, what it needed, and who or what started it. */
export function RunFacts({ workspace, job }: RunFactsProps) {
  const facts = [
    attemptOf(job),
    job.duration_ms === undefined ? null : `took ${formatDuration(job.duration_ms)}`,
    job.mem_peak ? `${Math.round(job.mem_peak / 1024)} MiB at most` : null,
    job.priority > 0 ? `priority ${job.priority}` : null,
    `by ${job.created_by}`,
  ].filter((fact) => fact !== null)
  return (
    <>
      <span>
        {job.started_at ? 'Started' : 'Queued'} <RelativeTime date={job.started_at ?? job.created_at} />
      </span>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      <Trigger {...{ workspace, job }} />
    </>
  )
}

function Trigger({ workspace, job }: RunFactsProps) {
  if (job.trigger_kind === 'webhook') return <span>by the webhook “{job.trigger}”</span>
  if (job.trigger_kind !== 'schedule') return null
  return (
    <span>
      by{' '}
      {job.trigger === undefined ? (
        'a schedule that is gone'
      ) : (
        <Link href={`/w/${workspace}/schedules`} className="text-accent hover:underline">
          the schedule {job.trigger}
        </Link>
      )}
    </span>
  )
}
