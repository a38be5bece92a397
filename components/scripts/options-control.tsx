'use client'

import { Select, type SelectOption } from '@/components/ui/select'
import type { ControlProps } from './control-props'

const NOTHING = 'nothing'

type OptionsControlProps = ControlProps & { values: (string | number)[]; optional: boolean }

/** One of the values of an enum. */
export function OptionsControl({ values, optional, value, onChange }: OptionsControlProps) {
  const options: SelectOption[] = values.map((each, index) => ({ value: String(index), label: String(each) }))
  if (optional) options.unshift({ value: NOTHING, label: 'Nothing' })
  const index = values.findIndex((each) => Object.is(each, value))
  return (
    <Select
      options={options}
      value={index < 0 ? '' : String(index)}
      onValueChange={(next) => onChange(next === NOTHING ? undefined : values[Number(next)])}
    />
  )
}
