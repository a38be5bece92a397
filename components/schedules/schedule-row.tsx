'use client'

import { Pencil, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { pipelineHref } from '@/components/pipelines/pipeline-href'
import { RowMenu } from '@/components/resources/row-menu'
import { runHref } from '@/components/runs/run-href'
import { RunState } from '@/components/runs/run-state'
import { scriptHref } from '@/components/scripts/script-href'
import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import { Switch } from '@/components/ui/switch'
import { Td, Tr } from '@/components/ui/table'
import type { WireSchedule } from '@/lib/schedules/schema'
import { ScheduleTimes } from './schedule-times'
import { useEnableSchedule } from './use-save-schedule'

type ScheduleRowProps = {
  workspace: string
  schedule: WireSchedule
  onEdit: () => void
  onDelete: () => void
}

/** One schedule: what it runs, when next, and how the last run went. */
export function ScheduleRow({ workspace, schedule, onEdit, onDelete }: ScheduleRowProps) {
  const { path, script_path: script, enabled, error, last_run: last, may_write: mayWrite } = schedule
  const href = schedule.is_flow ? pipelineHref : scriptHref
  const switching = useEnableSchedule(workspace, path)
  return (
    <Tr className="hover:bg-hover">
      <Td className="font-medium [overflow-wrap:anywhere]">
        {path}
        <p className="font-normal text-sm text-text-2">
          {schedule.summary || <Link href={href(workspace, script)}>Runs {script}</Link>}
        </p>
      </Td>
      <Td className="text-text-2">
        <span className="font-mono text-sm text-text">{schedule.schedule}</span>
        <p className="text-sm">
          {enabled ? <ScheduleTimes brief cron={schedule.schedule} timezone={schedule.timezone} /> : 'Switched off.'}
        </p>
        {error && <p className="text-bad text-sm">{error}</p>}
      </Td>
      <Td className="whitespace-nowrap max-md:hidden">
        {last ? <LastRun workspace={workspace} last={last} /> : <span className="text-text-2">Not yet</span>}
      </Td>
      <Td className="whitespace-nowrap">
        {mayWrite ? (
          <Switch
            label={<span className="sr-only">{`Run ${path}`}</span>}
            checked={enabled}
            disabled={switching.isPending}
            onCheckedChange={(next) => switching.mutate(next)}
          />
        ) : (
          <Badge>{enabled ? 'On' : 'Off'}</Badge>
        )}
      </Td>
      <Td className="w-10 text-right">
        {mayWrite && (
          <RowMenu
            label={`Actions for ${path}`}
            entries={[
              { label: 'Edit', icon: <Pencil />, onSelect: onEdit },
              'separator',
              { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: onDelete },
            ]}
          />
        )}
      </Td>
    </Tr>
  )
}

function LastRun({ workspace, last }: { workspace: string; last: NonNullable<WireSchedule['last_run']> }) {
  const state = (
    <span className="inline-flex items-center gap-2">
      <RunState state={last.status} />
      <RelativeTime date={last.created_at} className="text-text-2" />
    </span>
  )
  return last.id === null ? state : <Link href={runHref(workspace, last.id)}>{state}</Link>
}
