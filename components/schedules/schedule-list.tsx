'use client'

import { CalendarClock, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ReadOnlyMark } from '@/components/people/read-only-mark'
import type { Place } from '@/components/resources/path-fields'
import type { ScriptSurroundings } from '@/components/scripts/script-surroundings'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { ActionsTh, Table, Th, Tr } from '@/components/ui/table'
import type { WireSchedule } from '@/lib/schedules/schema'
import { ScheduleDialog } from './schedule-dialog'
import type { Runnable } from './schedule-draft'
import { ScheduleRow } from './schedule-row'
import { useDeleteSchedule } from './use-save-schedule'

type ScheduleListProps = ScriptSurroundings & {
  workspace: string
  schedules: WireSchedule[]
  places: Place[]
  /** Paths of what can be run. */
  scripts: string[]
  pipelines: string[]
  /** Something for which a new schedule is asked for. */
  wanted: Runnable | null
  /** False for operators. */
  mayCreate: boolean
}
type Chosen = { command: 'edit' | 'delete'; schedule: WireSchedule } | { command: 'new' }

/** The scripts and pipelines that run at certain times. */
export function ScheduleList({ schedules, wanted, mayCreate, ...around }: ScheduleListProps) {
  const { workspace } = around
  const isNone = around.scripts.length + around.pipelines.length === 0
  const router = useRouter()
  const [chosen, setChosen] = useState<Chosen | null>(mayCreate && wanted ? { command: 'new' } : null)
  function close() {
    setChosen(null)
    if (wanted) router.replace(`/w/${workspace}/schedules`)
  }
  const create = (
    <Button variant="primary" disabled={isNone} onClick={() => setChosen({ command: 'new' })}>
      <Plus aria-hidden="true" />
      New schedule
    </Button>
  )
  return (
    <>
      <PageHeader title="Schedules" actions={mayCreate ? schedules.length > 0 && create : <ReadOnlyMark />} />
      {schedules.length === 0 ? (
        <EmptyState icon={<CalendarClock />} title="No schedules yet" action={mayCreate && create}>
          A schedule runs a script or a pipeline at certain times with your rights, also while nobody is signed in.
          {isNone && ' Write a script first.'}
        </EmptyState>
      ) : (
        <Table aria-label="Schedules">
          <thead>
            <Tr>
              <Th>Schedule</Th>
              <Th>When</Th>
              <Th className="max-md:hidden">Last run</Th>
              <Th>On</Th>
              <ActionsTh />
            </Tr>
          </thead>
          <tbody>
            {schedules.map((schedule) => (
              <ScheduleRow
                key={schedule.path}
                {...{ workspace, schedule }}
                onEdit={() => setChosen({ command: 'edit', schedule })}
                onDelete={() => setChosen({ command: 'delete', schedule })}
              />
            ))}
          </tbody>
        </Table>
      )}
      {chosen?.command === 'delete' && (
        <DeleteSchedule workspace={workspace} path={chosen.schedule.path} onClose={close} />
      )}
      {(chosen?.command === 'new' || chosen?.command === 'edit') && (
        <ScheduleDialog
          {...around}
          saved={chosen.command === 'edit' ? chosen.schedule : null}
          wanted={wanted}
          onClose={close}
        />
      )}
    </>
  )
}

function DeleteSchedule({ workspace, path, onClose }: { workspace: string; path: string; onClose: () => void }) {
  const deleting = useDeleteSchedule(workspace, path, onClose)
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${path}?`}
      description="It starts no more runs. Those that it has started stay."
      confirmLabel="Delete schedule"
      onConfirm={() => deleting.mutate()}
      pending={deleting.isPending}
      error={deleting.error}
    />
  )
}
