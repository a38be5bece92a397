'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import type { LoopModule } from '@/lib/pipelines/schema'
import { ParamField } from './param-field'
import type { Source } from './sources'
import { STEP, type StepProblems } from './step-problems'

type LoopFieldsProps = {
  value: LoopModule
  sources: Source[]
  problems: StepProblems
  disabled: boolean
  onChange: (change: (value: LoopModule) => LoopModule) => void
}

const LIST = {
  ...{ name: 'The list', control: { kind: 'json' as const }, required: true, preset: undefined, nullable: false },
  help: 'Its steps run once for each item.',
}

/** What a loop goes through, and how. */
export function LoopFields({ value, sources, problems, disabled, onChange }: LoopFieldsProps) {
  const { iterator, parallel, parallelism, skip_failures: skips } = value
  return (
    <>
      {problems[STEP] && <p className="text-bad text-sm">{problems[STEP]}</p>}
      <ParamField
        field={LIST}
        transform={iterator}
        sources={sources}
        problems={problems.iterator ? { [LIST.name]: problems.iterator } : {}}
        disabled={disabled}
        onChange={(next) => onChange((known) => ({ ...known, iterator: next ?? { type: 'static', value: undefined } }))}
      />
      <Switch
        label="Several at the same time"
        help="Otherwise one item after another."
        checked={parallel}
        disabled={disabled}
        onCheckedChange={(next) => onChange((known) => ({ ...known, parallel: next }))}
      />
      {parallel && (
        <Field label="At most so many at a time" optional>
          <Input
            inputMode="numeric"
            className="w-24"
            disabled={disabled}
            value={parallelism ?? ''}
            onChange={(event) =>
              onChange((known) => ({
                ...known,
                parallelism: Number(event.target.value.replace(/\D/g, '')) || undefined,
              }))
            }
          />
        </Field>
      )}
      <Switch
        label="Go on when an item fails"
        help="The failed ones are told; what comes after gets their error in the place of a result."
        checked={skips}
        disabled={disabled}
        onCheckedChange={(next) => onChange((known) => ({ ...known, skip_failures: next }))}
      />
    </>
  )
}
