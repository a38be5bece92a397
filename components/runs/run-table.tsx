'use client'

import Link from 'next/link'
import { formatDuration } from '@/components/ui/format-time'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Job } from './job'
import { runHref } from './run-href'
import { runName } from './run-name'
import { RunState } from './run-state'

type RunTableProps = {
  workspace: string
  runs: Job[]
  label: string /** Whether each row names its script. */
  named: boolean
}

/** Runs, one a row; the whole row opens it. */
export function RunTable({ workspace, runs, label, named }: RunTableProps) {
  return (
    <Table aria-label={label}>
      <thead>
        <Tr>
          <Th>{named ? 'Script' : 'Started'}</Th>
          <Th>State</Th>
          <Th className="max-md:hidden">By</Th>
          {named && <Th className="max-md:hidden">Started</Th>}
          <Th numeric className="max-sm:hidden">
            Took
          </Th>
        </Tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Tr key={run.id} className="relative hover:bg-hover">
            <Td>
              <Link
                href={runHref(workspace, run.id)}
                className="font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
              >
                {named ? runName(run) : <RelativeTime date={run.created_at} />}
              </Link>
            </Td>
            <Td>
              <RunState state={run.status} />
            </Td>
            <Td className="text-text-2 max-md:hidden">{run.created_by}</Td>
            {named && (
              <Td className="whitespace-nowrap text-text-2 max-md:hidden">
                <RelativeTime date={run.created_at} />
              </Td>
            )}
            <Td numeric className="max-sm:hidden">
              {run.duration_ms === undefined ? '–' : formatDuration(run.duration_ms)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
