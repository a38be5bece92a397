'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import type { ResourceField as FieldType, ResourceValue } from '@/lib/resources/types/resource-type'
import { isOn, type SecretMarks } from './draft'
import { SecretControl } from './secret-control'

type ResourceFieldProps = {
  field: FieldType
  value: ResourceValue
  marks: SecretMarks
  error?: string
  /** Where this value is found on the chosen platform; stands in for the general help. */
  where?: string
  disabled: boolean
  onChange: (next: unknown) => void
  /** The person has left the field. */
  onVisited: () => void
}

/** One field of a resource type, in the control that its kind wants. */
export function ResourceField({ field, value, error, where, ...rest }: ResourceFieldProps) {
  const { label, help, required, kind } = field
  if (kind === 'boolean' && typeof value[field.name] !== 'string')
    return (
      <Switch
        label={label}
        help={error ?? where ?? help}
        checked={isOn(field, value)}
        onCheckedChange={rest.onChange}
        disabled={rest.disabled}
      />
    )
  const lost = rest.marks[field.name]?.lost && value[field.name] === undefined
  const lostNote = lost ? `The stored ${label.toLowerCase()} cannot be decrypted any more. Replace it.` : undefined
  return (
    <Field
      label={label}
      help={where ?? help}
      error={error ?? lostNote}
      optional={!required && !where && !rest.disabled}
    >
      <FieldControl field={field} value={value} {...rest} />
    </Field>
  )
}

function FieldControl({ field, value, marks, disabled, onChange, onVisited }: Omit<ResourceFieldProps, 'error'>) {
  const current = value[field.name]
  if (field.kind === 'secret')
    return (
      <SecretControl
        name={field.name}
        value={current}
        mark={marks[field.name]}
        disabled={disabled}
        onChange={onChange}
      />
    )
  const text = current === undefined || current === null ? '' : String(current)
  const shared = { name: field.name, value: text, placeholder: field.placeholder, disabled, onBlur: onVisited }
  if (field.multiline)
    return <Textarea mono {...shared} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
  return (
    <Input
      mono
      {...shared}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      inputMode={field.kind === 'integer' ? 'numeric' : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
