'use client'

import { useRef, useState } from 'react'
import { isNewFolder } from '@/components/resources/is-new-folder'
import { PathFields, type Place } from '@/components/resources/path-fields'
import type { ScriptSurroundings } from '@/components/scripts/script-surroundings'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { AppError } from '@/lib/errors'
import { cronProblem } from '@/lib/schedules/cron'
import type { WireSchedule } from '@/lib/schedules/schema'
import { forRunnable, type Runnable, type ScheduleDraft, startDraft } from './schedule-draft'
import { type InputsHandle, ScheduleInputs } from './schedule-inputs'
import { ScheduleTimes } from './schedule-times'
import { useSaveSchedule } from './use-save-schedule'

type ScheduleDialogProps = ScriptSurroundings & {
  workspace: string
  places: Place[]
  /** Paths of the scripts and of the pipelines that can be run. */
  scripts: string[]
  pipelines: string[]
  /** null while it is new; then `wanted` is what it begins with. */
  saved: WireSchedule | null
  wanted: Runnable | null
  onClose: () => void
}

/** When a script or a pipeline runs, and with which inputs. */
export function ScheduleDialog({
  workspace,
  places,
  scripts,
  pipelines,
  saved,
  wanted,
  onClose,
  ...around
}: ScheduleDialogProps) {
  const [draft, setDraft] = useState(() => startDraft(saved, wanted ?? firstOf({ scripts, pipelines }), places))
  const [attempted, setAttempted] = useState(false)
  const [uploading, setUploading] = useState(0)
  const inputs = useRef<InputsHandle>(null)
  const saving = useSaveSchedule(workspace, saved, onClose)
  const fields: Record<string, string[] | undefined> =
    saving.error instanceof AppError ? (saving.error.fields ?? {}) : {}
  const isShown = ['path', 'schedule', 'timezone'].some((name) => fields[name])
  function change(next: Partial<ScheduleDraft>) {
    setDraft({ ...draft, ...next })
    saving.reset()
  }
  const problem = attempted ? cronProblem({ cron: draft.schedule, timezone: draft.timezone }) : null
  function save() {
    setAttempted(true)
    const args = inputs.current?.take() ?? null
    const isTime = cronProblem({ cron: draft.schedule, timezone: draft.timezone }) === null
    if (args && isTime) saving.mutate({ ...draft, args, newFolder: isNewFolder(draft.path, places) })
  }
  return (
    <FormDialog
      title={saved ? `Edit ${saved.path}` : 'New schedule'}
      submitLabel="Save schedule"
      pending={saving.isPending}
      disabled={uploading > 0}
      error={isShown ? null : saving.error}
      errorTitle="The schedule was not saved"
      onSubmit={save}
      onClose={onClose}
    >
      <WhatFields
        draft={draft}
        {...{ places, scripts, pipelines, onChange: change }}
        isNew={!saved}
        error={fields.path?.[0]}
      />
      <WhenFields draft={draft} errors={problem ? { ...fields, schedule: [problem] } : fields} onChange={change} />
      <ScheduleInputs
        {...{ workspace, ...around, ref: inputs }}
        scriptPath={draft.scriptPath}
        isFlow={draft.isFlow}
        given={saved?.args ?? null}
        onUploading={(step) => setUploading((known) => known + step)}
      />
      <Switch
        label="Overlap"
        help="Starts also while the run before has not ended. Otherwise that time is passed over."
        checked={draft.overlap}
        onCheckedChange={(overlap) => change({ overlap })}
      />
      <p className="text-sm text-text-2">
        Its runs have your rights once you save it. Whoever may edit{' '}
        {draft.isFlow ? 'the pipeline or its scripts' : 'the script'} decides what is done with them.
      </p>
    </FormDialog>
  )
}

type WhenFieldsProps = {
  draft: ScheduleDraft
  errors: Record<string, string[] | undefined>
  onChange: (next: Partial<ScheduleDraft>) => void
}

function WhenFields({ draft, errors, onChange }: WhenFieldsProps) {
  return (
    <>
      <Field
        label="When"
        help={<ScheduleTimes cron={draft.schedule} timezone={draft.timezone} />}
        error={errors.schedule}
      >
        <Input
          mono
          value={draft.schedule}
          spellCheck={false}
          placeholder="0 6 * * 1-5"
          onChange={(event) => onChange({ schedule: event.target.value })}
        />
      </Field>
      <Field label="Time zone" error={errors.timezone}>
        <Input value={draft.timezone} onChange={(event) => onChange({ timezone: event.target.value })} />
      </Field>
    </>
  )
}

type WhatFieldsProps = Pick<ScheduleDialogProps, 'places' | 'scripts' | 'pipelines'> & {
  draft: ScheduleDraft
  isNew: boolean
  error?: string
  onChange: (next: Partial<ScheduleDraft>) => void
}

function WhatFields({ draft, places, scripts, pipelines, isNew, error, onChange }: WhatFieldsProps) {
  const { scriptPath, isFlow } = draft
  if (!isNew) return <p className="text-text-2">{`Runs ${isFlow ? 'the pipeline' : 'the script'} ${scriptPath}.`}</p>
  const choose = (runnable: Runnable) => onChange(forRunnable(draft, runnable, places))
  const options = [...new Set([scriptPath, ...(isFlow ? pipelines : scripts)])].filter(Boolean)
  return (
    <>
      {(isFlow ? scripts : pipelines).length > 0 && (
        <Segmented
          label="What it runs"
          options={[
            { value: 'script', label: 'Script' },
            { value: 'flow', label: 'Pipeline' },
          ]}
          value={isFlow ? 'flow' : 'script'}
          className="w-fit"
          onValueChange={(kind) => choose(firstOf(kind === 'flow' ? { pipelines } : { scripts }))}
        />
      )}
      <Field label={isFlow ? 'Pipeline' : 'Script'}>
        <Select
          options={options.map((value) => ({ value, label: value }))}
          value={scriptPath}
          onValueChange={(path) => choose({ scriptPath: path, isFlow })}
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

/** A script, or a pipeline where there is none. */
function firstOf({ scripts = [], pipelines = [] }: { scripts?: string[]; pipelines?: string[] }): Runnable {
  const [script] = scripts
  return script === undefined ? { scriptPath: pipelines[0] ?? '', isFlow: true } : { scriptPath: script, isFlow: false }
}
