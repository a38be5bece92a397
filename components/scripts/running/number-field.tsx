'use client'

import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { RunningDraft } from './running-draft'

/** What fields of the form get: how it is typed, what is wrong, and how a change is told. */
export type RunningFieldsProps = {
  draft: RunningDraft
  problems: Partial<Record<keyof RunningDraft, string>>
  onChange: (next: Partial<RunningDraft>) => void
}

/** Two short fields beside each other, one below the other where there is no room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4 max-sm:grid-cols-1">{children}</div>
}

type NumberName = Exclude<keyof RunningDraft, 'retry' | 'restart'>
type NumberFieldProps = RunningFieldsProps & {
  name: NumberName
  label: string
  /** What counts where it is left empty. */
  usual?: string
  unit?: string
  help?: string
}

/** One number. */
export function NumberField({ draft, problems, onChange, name, label, usual, unit, help }: NumberFieldProps) {
  return (
    <Field label={label} help={help} error={problems[name]}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        value={draft[name]}
        placeholder={usual}
        trail={unit && <span className="px-1 text-sm">{unit}</span>}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Field>
  )
}
