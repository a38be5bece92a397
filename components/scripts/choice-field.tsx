'use client'

import { useState } from 'react'
import { Select } from '@/components/ui/select'
import { ArgGroup } from './arg-group'
import type { FieldProps } from './control-props'
import type { FormField } from './form-field'
import { FieldList } from './object-field'
import { optionIndex, startOption, tagsOf } from './start-args'

type ChoiceFieldProps = FieldProps & { options: { label: string; fields: FormField[] }[] }

/** One of several objects: which one, and its fields. */
export function ChoiceField({ field, options, value, place, problems, onChange }: ChoiceFieldProps) {
  const tagged = options.some(({ fields }) => Object.keys(tagsOf(fields)).length > 0)
  const [chosen, setChosen] = useState(0)
  const index = tagged ? optionIndex(options, value) : chosen
  const fields = options[index]?.fields ?? []
  const tags = tagsOf(fields)
  function choose(next: number) {
    setChosen(next)
    onChange(startOption(options[next]?.fields ?? []))
  }
  return (
    <ArgGroup label={field.name} optional={!field.required} help={field.help} error={problems[place]}>
      <Select
        aria-label={field.name}
        options={options.map(({ label }, place) => ({ value: String(place), label }))}
        value={value === undefined ? '' : String(index)}
        onValueChange={(next) => choose(Number(next))}
      />
      {value !== undefined && (
        <FieldList
          fields={fields.filter(({ name }) => !Object.hasOwn(tags, name))}
          value={value}
          place={place}
          problems={problems}
          onChange={onChange}
        />
      )}
    </ArgGroup>
  )
}
