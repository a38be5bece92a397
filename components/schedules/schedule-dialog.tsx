'use client'

import { useId, useState } from 'react'
import { isNewFolder } from '@/components/resources/is-new-folder'
import { PathFields, type Place } from '@/components/resources/path-fields'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import { AppError } from '@/lib/errors'
import type { WireSchedule } from '@/lib/schedules/schema'
import { type ScheduleDraft, startDraft } from './schedule-draft'
import { ScheduleTimes } from './schedule-times'
import { useSaveSchedule } from './use-save-schedule'

type ScheduleDialogProps = {
  workspace: string
  places: Place[]
  /** Paths of the scripts that can be run. */
  scripts: string[]
  /** null while it is new; then `scriptPath` is what it begins with. */
  saved: WireSchedule | null
  scriptPath?: string
  onClose: () => void
}

/** When a script runs, and with which inputs. */
export function ScheduleDialog({ workspace, places, scripts, saved, scriptPath, onClose }: ScheduleDialogProps) {
  const formId = useId()
  const [draft, setDraft] = useState(() => startDraft(saved, scriptPath ?? scripts[0] ?? '', places))
  const saving = useSaveSchedule(workspace, saved, onClose)
  const fields: Record<string, string[] | undefined> =
    saving.error instanceof AppError ? (saving.error.fields ?? {}) : {}
  const isShown = ['path', 'schedule', 'timezone', 'args'].some((name) => fields[name])
  function change(next: Partial<ScheduleDraft>) {
    setDraft({ ...draft, ...next })
    saving.reset()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={saved ? `Edit ${saved.path}` : 'New schedule'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={saving.isPending}>
            Save schedule
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate({ ...draft, newFolder: isNewFolder(draft.path, places) })
        }}
      >
        <WhatFields draft={draft} {...{ places, scripts, onChange: change }} isNew={!saved} error={fields.path?.[0]} />
        <Field
          label="When"
          help={<ScheduleTimes cron={draft.schedule} timezone={draft.timezone} />}
          error={fields.schedule}
        >
          <Input
            value={draft.schedule}
            spellCheck={false}
            className="font-mono"
            placeholder="0 6 * * 1-5"
            onChange={(event) => change({ schedule: event.target.value })}
          />
        </Field>
        <Field label="Time zone" error={fields.timezone}>
          <Input value={draft.timezone} onChange={(event) => change({ timezone: event.target.value })} />
        </Field>
        <Field label="Inputs" help="As JSON, by the names of the parameters." error={fields.args}>
          <Textarea
            mono
            rows={3}
            className="min-h-0"
            spellCheck={false}
            value={draft.args}
            onChange={(event) => change({ args: event.target.value })}
          />
        </Field>
        <Switch
          label="Overlap"
          help="Starts also while the run before has not ended. Otherwise that time is passed over."
          checked={draft.overlap}
          onCheckedChange={(overlap) => change({ overlap })}
        />
        <p className="text-sm text-text-2">
          Its runs have your rights once you save it. Whoever may edit the script decides what is done with them.
        </p>
        {saving.error && !isShown ? <ErrorNote error={saving.error} title="The schedule was not saved" /> : null}
      </form>
    </Dialog>
  )
}

type WhatFieldsProps = Pick<ScheduleDialogProps, 'places' | 'scripts'> & {
  draft: ScheduleDraft
  isNew: boolean
  error?: string
  onChange: (next: Partial<ScheduleDraft>) => void
}

function WhatFields({ draft, places, scripts, isNew, error, onChange }: WhatFieldsProps) {
  if (!isNew) return <p className="text-text-2">Runs {draft.scriptPath}.</p>
  const options = [...new Set([draft.scriptPath, ...scripts])].filter(Boolean)
  return (
    <>
      <Field label="Script">
        <Select
          options={options.map((value) => ({ value, label: value }))}
          value={draft.scriptPath}
          onValueChange={(scriptPath) => onChange({ scriptPath })}
        />
      </Field>
      <PathFields
        what="schedule"
        places={places}
        path={draft.path}
        onChange={(path) => onChange({ path })}
        error={error}
        disabled={false}
        onVisited={() => undefined}
      />
    </>
  )
}
