'use client'

import { ChevronRight } from 'lucide-react'
import type { ResourceField as FieldType, ResourceType, ResourceValue } from '@/lib/resources/types/resource-type'
import { type SecretMarks, withField } from './draft'
import { ResourceField } from './resource-field'

type ResourceFieldsProps = {
  type: ResourceType
  value: ResourceValue
  marks: SecretMarks
  problems: Record<string, string | undefined>
  where: Record<string, string>
  disabled: boolean
  onChange: (value: ResourceValue) => void
  onVisited: (field: string) => void
}

/** All fields of a type; those that few people need fold away unless one of them is filled or wrong. */
export function ResourceFields(props: ResourceFieldsProps) {
  const { fields } = props.type
  const advanced = fields.filter((field) => field.advanced)
  const inUse = advanced.some(({ name }) => props.value[name] || props.marks[name] || props.problems[name])
  return (
    <>
      {fields.filter((field) => !field.advanced).map((field) => drawField(field, props))}
      {advanced.length > 0 && (
        <details className="group grid gap-5" open={inUse}>
          <summary className="flex cursor-pointer list-none items-center gap-1.5 font-medium text-text-2 hover:text-text [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden="true" className="size-3.5 transition-transform group-open:rotate-90" />
            More settings
          </summary>
          <div className="grid gap-5 pt-5">{advanced.map((field) => drawField(field, props))}</div>
        </details>
      )}
    </>
  )
}

function drawField(field: FieldType, props: ResourceFieldsProps) {
  return (
    <ResourceField
      key={field.name}
      field={field}
      value={props.value}
      marks={props.marks}
      error={props.problems[field.name]}
      where={props.where[field.name]}
      disabled={props.disabled}
      onChange={(next) => props.onChange(withField(field, props.value, next))}
      onVisited={() => props.onVisited(field.name)}
    />
  )
}
