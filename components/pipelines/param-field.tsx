'use client'

import { ArgField } from '@/components/scripts/arg-field'
import type { FormField } from '@/components/scripts/form-field'
import { emptyValue } from '@/components/scripts/start-args'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Transform } from '@/lib/pipelines/schema'
import { type Source, splitSource } from './sources'
import type { StepProblems } from './step-problems'

const FIXED = 'fixed'
const PATH = 'path'

type ParamFieldProps = {
  field: FormField
  transform: Transform | undefined
  sources: Source[]
  problems: StepProblems
  disabled: boolean
  onChange: (transform: Transform | undefined) => void
}

/** One parameter of a step: a fixed value, or something that is there before the step begins. */
export function ParamField({ field, transform, sources, problems, disabled, onChange }: ParamFieldProps) {
  const { name, required, help, control } = field
  const expr = transform?.type === 'javascript' ? transform.expr : null
  const split = expr === null ? null : splitSource(expr, sources)
  const chosen = expr === null ? FIXED : (split?.source.expr ?? PATH)
  function choose(next: string) {
    if (next === FIXED) return onChange(fixed(required ? emptyValue(control) : undefined))
    onChange({ type: 'javascript', expr: next === PATH ? (expr ?? '') : next })
  }
  return (
    <div className="grid min-w-0 gap-2">
      <Field
        label={`${name} comes from`}
        optional={!required}
        help={chosen === FIXED ? undefined : help}
        error={chosen === FIXED || chosen === PATH ? undefined : problems[name]}
      >
        <Select
          disabled={disabled}
          options={[
            { value: FIXED, label: 'A fixed value' },
            ...sources.map((source) => ({ value: source.expr, label: source.label, hint: source.group })),
            { value: PATH, label: 'Another path', hint: 'Such as results.a.files[0]' },
          ]}
          value={chosen}
          onValueChange={choose}
        />
      </Field>
      {chosen === FIXED ? (
        <div className="border-l-2 pl-3">
          <ArgField
            field={{ ...field, name: `Value of ${name}` }}
            value={transform?.type === 'static' ? transform.value : undefined}
            place={name}
            problems={problems}
            onChange={(value) => onChange(fixed(value))}
          />
        </div>
      ) : (
        <PathInput
          name={name}
          expr={expr ?? ''}
          base={split?.source.expr ?? ''}
          error={chosen === PATH ? problems[name] : undefined}
          disabled={disabled}
          onChange={(next) => onChange({ type: 'javascript', expr: next })}
        />
      )}
    </div>
  )
}

type PathInputProps = {
  name: string
  expr: string
  base: string
  error?: string
  disabled: boolean
  onChange: (expr: string) => void
}

/** The way on from a source to a part of it, or a whole path. */
function PathInput({ name, expr, base, error, disabled, onChange }: PathInputProps) {
  return (
    <div className="border-l-2 pl-3">
      <Field
        label={base === '' ? `Path to ${name}` : `Part of it for ${name}`}
        optional={base !== ''}
        error={error}
        help={base === '' ? undefined : `Such as .files[0]. Taken is ${expr}`}
      >
        <Input
          mono
          disabled={disabled}
          value={base === '' ? expr : expr.trim().slice(base.length)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onChange(base + partOf(event.target.value, base))}
        />
      </Field>
    </div>
  )
}

function fixed(value: unknown): Transform | undefined {
  return value === undefined ? undefined : { type: 'static', value }
}

/** Whoever writes `files` after a source means `.files`. */
function partOf(text: string, base: string): string {
  return base === '' || text === '' || /^[.[]/.test(text) ? text : `.${text}`
}
