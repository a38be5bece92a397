'use client'

import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { NumberField, Pair, type RunningFieldsProps } from './number-field'
import { isConstant, isGrowing, retryKinds } from './running-draft'

const options = [
  { value: 'none', label: 'Never' },
  { value: 'constant', label: 'After the same time' },
  { value: 'exponential', label: 'After growing times' },
  { value: 'both', label: 'After the same time, then growing times' },
]

/** Whether, how often and after how long a run that failed is tried again. */
export function RetryFields(fields: RunningFieldsProps) {
  const { draft, onChange } = fields
  return (
    <>
      <Field label="Try again after a failure">
        <Select
          options={options}
          value={draft.retry}
          onValueChange={(value) => onChange({ retry: retryKinds.find((kind) => kind === value) ?? 'none' })}
        />
      </Field>
      {isConstant(draft.retry) && (
        <Pair>
          <NumberField {...fields} name="constantAttempts" label="Times" help="100 at most." />
          <NumberField {...fields} name="constantSeconds" label="Time between" unit="s" />
        </Pair>
      )}
      {isGrowing(draft.retry) && (
        <>
          <Pair>
            <NumberField
              {...fields}
              name="growingAttempts"
              label={draft.retry === 'both' ? 'Times, growing' : 'Times'}
              help="100 at most."
            />
            <NumberField {...fields} name="growingSeconds" label="Base" unit="s" help="To the power of the attempt." />
          </Pair>
          <Pair>
            <NumberField {...fields} name="growingMultiplier" label="Multiplier" />
            <NumberField {...fields} name="growingSpread" label="Give or take" unit="%" />
          </Pair>
        </>
      )}
    </>
  )
}
