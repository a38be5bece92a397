'use client'

import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { PathFields, type Place } from './path-fields'
import { ResourceValue, type ResourceValueProps } from './resource-value'

type ResourceFormProps = Omit<ResourceValueProps, 'disabled'> & {
  places: Place[]
  readOnly: string | null
  lead?: ReactNode
}

/** One column: where it lies, what it is, and its value as fields or as JSON. */
export function ResourceForm({ places, readOnly, lead, ...value }: ResourceFormProps) {
  const { draft, problems, change, visit } = value.editing
  const disabled = readOnly !== null
  return (
    <div className="grid min-w-0 max-w-[480px] gap-5">
      {readOnly && <p className="rounded-md border bg-sunken px-3 py-2 text-text-2">{readOnly}</p>}
      {lead}
      <PathFields
        what="resource"
        places={places}
        path={draft.path}
        onChange={(path) => change({ path })}
        error={problems.path}
        disabled={disabled}
        onVisited={() => visit('path')}
      />
      <Field label="Description" optional={!disabled}>
        <Textarea
          rows={2}
          className="min-h-0"
          value={draft.description}
          disabled={disabled}
          onChange={(event) => change({ description: event.target.value })}
        />
      </Field>
      <ResourceValue {...value} disabled={disabled} />
    </div>
  )
}
