'use client'

import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { ChoiceField } from './choice-field'
import type { FieldProps } from './control-props'
import { FileField } from './file-field'
import { ListField } from './list-field'
import { ObjectField } from './object-field'
import { PlainControl } from './plain-control'

/** One argument, in the control that its type wants. */
export function ArgField(props: FieldProps) {
  const { field, value, place, problems, onChange } = props
  const { control, name, required, help } = field
  switch (control.kind) {
    case 'boolean':
      return <Switch label={name} help={problems[place] ?? help} checked={value === true} onCheckedChange={onChange} />
    case 'object':
      return <ObjectField {...props} fields={control.fields} />
    case 'choice':
      return <ChoiceField {...props} options={control.options} />
    case 'list':
      return <ListField {...props} item={control.item} />
    case 'file':
    case 'files':
      return <FileField {...props} multiple={control.kind === 'files'} />
    default:
      return (
        <Field label={name} optional={!required} help={help} error={problems[place]}>
          <PlainControl control={control} optional={!required} value={value} onChange={onChange} />
        </Field>
      )
  }
}
