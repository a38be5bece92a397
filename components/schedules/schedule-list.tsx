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
import { ScheduleRow } from './schedule-row'
import { useDeleteSchedule } from './use-save-schedule'

type ScheduleListProps = ScriptSurroundings & {
  workspace: string
  schedules: WireSchedule[]
  places: Place[]
  scripts: string[]
  /** A script for which a new schedule is asked for. */
  scriptPath: string | null
  /** False for operators. */
  mayCreate: boolean
}
type Chosen = { command: 'edit' | 'delete'; schedule: WireSchedule } | { command: 'new' }

/** The scripts that run at certain times. */
export function ScheduleList({ schedules, scriptPath, mayCreate, ...around }: ScheduleListProps) {
  const { workspace, scripts } = around
  const router = useRouter()
  const [chosen, setChosen] = useState<Chosen | null>(mayCreate && scriptPath ? { command: 'new' } : null)
  function close() {
    setChosen(null)
    if (scriptPath) router.replace(`/w/${workspace}/schedules`)
  }
  const create = (
    <Button variant="primary" disabled={scripts.length === 0} onClick={() => setChosen({ command: 'new' })}>
      <Plus aria-hidden="true" />
      New schedule
    </Button>
  )
  return (
    <>
      <PageHeader title="Schedules" actions={mayCreate ? schedules.length > 0 && create : <ReadOnlyMark />} />
      {schedules.length === 0 ? (
        <EmptyState icon={<CalendarClock />} title="No schedules yet" action={mayCreate && create}>
          A schedule runs a script at certain times with your rights, also while nobody is signed in.
          {scripts.length === 0 && ' Write a script first.'}
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
          scriptPath={scriptPath ?? undefined}
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
