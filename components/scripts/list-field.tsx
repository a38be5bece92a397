'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { ArgField } from './arg-field'
import { ArgGroup } from './arg-group'
import type { FieldProps } from './control-props'
import type { Control } from './form-field'
import { emptyValue } from './start-args'

/** A list: one control for each of its items, and a button for another one. */
export function ListField({ field, item, value, place, problems, onChange }: FieldProps & { item: Control }) {
  const items: unknown[] = Array.isArray(value) ? value : []
  const removed = (index: number) => items.filter((_, each) => each !== index)
  return (
    <ArgGroup label={field.name} optional={!field.required} help={field.help} error={problems[place]}>
      {items.length > 0 && (
        <ol className="grid gap-2">
          {items.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
            <li key={index} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1.5">
              <ArgField
                field={{
                  name: `${index + 1}`,
                  control: item,
                  required: true,
                  help: '',
                  preset: undefined,
                  nullable: false,
                }}
                value={each}
                place={`${place}/${index}`}
                problems={problems}
                onChange={(next) => onChange(items.with(index, next))}
              />
              <IconButton
                label={`Remove ${field.name} ${index + 1}`}
                onClick={() => onChange(field.required || items.length > 1 ? removed(index) : undefined)}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
      <div>
        <Button size="sm" onClick={() => onChange([...items, emptyValue(item)])}>
          <Plus aria-hidden="true" />
          Add to {field.name}
        </Button>
      </div>
    </ArgGroup>
  )
}
