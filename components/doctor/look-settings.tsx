'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { runAction } from '@/lib/actions/run-action'
import { saveDoctorSettingsAction } from '@/lib/doctor/actions'
import { type DoctorSettings, frequencies } from '@/lib/doctor/schema'

type LookSettingsProps = {
  workspace: string
  path: string
  saved: { prefix: string; everyHours: number }
  prefix: string
  onPrefix: (prefix: string) => void
}

const FREQUENCY_LABELS: Record<(typeof frequencies)[number], string> = {
  0: 'Only when asked',
  6: 'Every 6 hours',
  24: 'Once a day',
  168: 'Once a week',
}

/** Where probe files go, and how often the doctor looks by itself. */
export function LookSettings({ workspace, path, saved, prefix, onPrefix }: LookSettingsProps) {
  const [kept, setKept] = useState(saved)
  const [everyHours, setEveryHours] = useState(saved.everyHours)
  const saving = useMutation({
    mutationFn: () => runAction(saveDoctorSettingsAction(workspace, { path, prefix, everyHours: known(everyHours) })),
    onSuccess: ({ settings }) => {
      setKept(settings)
      toast('Saved how the doctor looks')
    },
  })
  const dirty = prefix !== kept.prefix || everyHours !== kept.everyHours
  return (
    <section aria-labelledby="look-settings" className="grid gap-3">
      <h2 id="look-settings" className="font-semibold">
        How it looks
      </h2>
      <Field
        label="Probe files"
        help="What the names of probe files begin with, such as team/. Needed where the key is limited to a folder. They are removed again, and nothing is overwritten."
      >
        <Input
          mono
          value={prefix}
          placeholder="At the top of the bucket"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onPrefix(event.target.value)}
        />
      </Field>
      <Field label="By itself" help="From the first look on. What changed is told here and in the audit log.">
        <Select
          value={String(everyHours)}
          onValueChange={(value) => setEveryHours(Number(value))}
          options={frequencies.map((hours) => ({ value: String(hours), label: FREQUENCY_LABELS[hours] }))}
        />
      </Field>
      {saving.error && <ErrorNote error={saving.error} />}
      <div>
        <Button disabled={!dirty} pending={saving.isPending} onClick={() => saving.mutate()}>
          Save
        </Button>
      </div>
    </section>
  )
}

function known(hours: number): DoctorSettings['everyHours'] {
  return frequencies.find((one) => one === hours) ?? 24
}
