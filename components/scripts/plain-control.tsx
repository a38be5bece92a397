'use client'

import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { BytesControl } from './bytes-control'
import type { ControlProps } from './control-props'
import { DatetimeControl } from './datetime-control'
import type { Control } from './form-field'
import { JsonControl } from './json-control'
import { NumberControl } from './number-control'
import { OptionsControl } from './options-control'
import { ResourceControl } from './resource-control'

type PlainControlProps = ControlProps & { control: Control; optional: boolean }

/** A single control; a Field around it names it. */
export function PlainControl({ control, optional, ...props }: PlainControlProps) {
  switch (control.kind) {
    case 'text':
      return <TextControl control={control} {...props} />
    case 'number':
      return <NumberControl {...props} />
    case 'date':
      return (
        <Input
          type="date"
          value={typeof props.value === 'string' ? props.value : ''}
          onChange={(event) => props.onChange(event.target.value || undefined)}
        />
      )
    case 'datetime':
      return <DatetimeControl {...props} />
    case 'options':
      return <OptionsControl values={control.values} optional={optional} {...props} />
    case 'resource':
      return <ResourceControl type={control.type} optional={optional} {...props} />
    case 'bytes':
      return <BytesControl {...props} />
    default:
      return <JsonControl {...props} />
  }
}

type TextControlProps = ControlProps & { control: Extract<Control, { kind: 'text' }> }

function TextControl({ control, value, onChange }: TextControlProps) {
  const text = typeof value === 'string' ? value : ''
  const shared = { value: text, autoComplete: 'off', spellCheck: false }
  const change = (next: string) => onChange(next === '' ? undefined : next)
  if (control.long)
    return <Textarea {...shared} rows={1} className="min-h-0" onChange={(event) => change(event.target.value)} />
  return (
    <Input
      {...shared}
      type={control.secret ? 'password' : 'email'}
      autoComplete={control.secret ? 'new-password' : 'off'}
      onChange={(event) => change(event.target.value)}
    />
  )
}
