'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import type { Running } from '@/lib/scripts/running'
import { NumberField, Pair } from './number-field'
import { RetryFields } from './retry-fields'
import { type RunningDraft, readRunningDraft, startRunningDraft } from './running-draft'

type RunningDialogProps = { running: Running; onChange: (running: Running) => void; onClose: () => void }

/** When the runs of a script begin, how many at a time, how long they may take and what follows a failure. */
export function RunningDialog({ running, onChange, onClose }: RunningDialogProps) {
  const [draft, setDraft] = useState(() => startRunningDraft(running))
  const [attempted, setAttempted] = useState(false)
  const read = readRunningDraft(draft)
  const fields = {
    draft,
    problems: attempted ? (read.problems ?? {}) : {},
    onChange: (next: Partial<RunningDraft>) => setDraft({ ...draft, ...next }),
  }
  return (
    <FormDialog
      title="Running"
      description="Saved with the next version of the script. A field left empty means what is usual."
      submitLabel="Apply"
      onClose={onClose}
      onSubmit={() => {
        setAttempted(true)
        if (read.running) onChange(read.running)
        else requestAnimationFrame(focusFirstProblem)
      }}
    >
      <Pair>
        <NumberField {...fields} name="priority" label="Priority" usual="0" help="0 to 100, the highest first." />
        <NumberField {...fields} name="timeout" label="Time limit" usual="900" unit="s" help="Six hours at most." />
      </Pair>
      <Pair>
        <NumberField
          {...{ ...fields, name: 'concurrentLimit', label: 'Runs at a time', usual: 'any number' }}
          help="Over all workers."
        />
        <NumberField
          {...{ ...fields, name: 'concurrencyWindow', label: 'Within', usual: '0', unit: 's' }}
          help="Those that ended in this time count too."
        />
      </Pair>
      <Field
        label="Counted with"
        optional
        error={fields.problems.concurrencyKey}
        help="Scripts of the workspace with the same key count together. $args[name] stands for an argument."
      >
        <Input
          mono
          value={draft.concurrencyKey}
          placeholder="this script alone"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => fields.onChange({ concurrencyKey: event.target.value })}
        />
      </Field>
      <RetryFields {...fields} />
      <Switch
        label="Begin again when the worker is lost"
        help="Three times at most. Otherwise such a run ends as failed. For scripts that may do their work twice."
        checked={draft.restart}
        onCheckedChange={(restart) => fields.onChange({ restart })}
      />
    </FormDialog>
  )
}

function focusFirstProblem() {
  document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus()
}
