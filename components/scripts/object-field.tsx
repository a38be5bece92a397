'use client'

import { ArgField } from './arg-field'
import { ArgGroup } from './arg-group'
import type { ArgProblems } from './check-args'
import type { FieldProps } from './control-props'
import type { FormField } from './form-field'
import { isObject } from './start-args'

/** An object with its fields, one below the other. */
export function ObjectField({ field, fields, value, place, problems, onChange }: FieldProps & { fields: FormField[] }) {
  return (
    <ArgGroup label={field.name} optional={!field.required} help={field.help} error={problems[place]}>
      <FieldList fields={fields} value={value} place={place} problems={problems} onChange={onChange} />
    </ArgGroup>
  )
}

type FieldListProps = {
  fields: FormField[]
  value: unknown
  place: string
  problems: ArgProblems
  onChange: (value: unknown) => void
}

/** The fields of an object, set off from what is around them. */
export function FieldList({ fields, value, place, problems, onChange }: FieldListProps) {
  const known = isObject(value) ? value : {}
  return (
    <div className="grid gap-4 border-l-2 pl-3">
      {fields.map((inner) => (
        <ArgField
          key={inner.name}
          field={inner}
          value={known[inner.name]}
          place={`${place}/${inner.name}`}
          problems={problems}
          onChange={(next) => onChange(withValue(known, inner.name, next))}
        />
      ))}
    </div>
  )
}

/** An object with another value for one name, or without it where that is undefined. */
export function withValue(object: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  const { [name]: _before, ...rest } = object
  return value === undefined ? rest : { ...object, [name]: value }
}
