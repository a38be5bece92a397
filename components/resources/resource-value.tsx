'use client'

import { useState } from 'react'
import { Segmented } from '@/components/ui/segmented'
import type { ResourceType, ResourceValue as Value } from '@/lib/resources/types/resource-type'
import type { SecretMarks } from './draft'
import { JsonView } from './json-view'
import { type Platform, PresetPicker } from './preset-picker'
import { ResourceFields } from './resource-fields'
import { focusFirstProblem, type ResourceDraft } from './use-resource-draft'

export type ResourceValueProps = {
  type: ResourceType
  editing: ResourceDraft
  marks: SecretMarks
  disabled: boolean
  /** Of a new resource, the platform fills fields; of a saved one it only says where values are found. */
  isNew: boolean
  platform: Platform
  onPlatform: (platform: Platform) => void
}

const views = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
]

/** What a resource holds, as fields or as JSON. */
export function ResourceValue(props: ResourceValueProps) {
  const { type, editing, marks, disabled } = props
  const [view, setView] = useState('form')
  const changeValue = (value: Value) => editing.change({ value })

  function showView(next: string) {
    // The text would be lost: it is no value that the form could show.
    if (editing.jsonProblem === null) setView(next)
    else focusFirstProblem()
  }

  return (
    <>
      <div className="flex items-center gap-3 border-t pt-5">
        <h2 className="flex-1 font-semibold text-md">{type.label}</h2>
        <Segmented label="View" options={views} value={view} onValueChange={showView} />
      </div>
      {view === 'json' ? (
        <JsonView
          type={type}
          value={editing.draft.value}
          marks={marks}
          problems={editing.problems.value}
          disabled={disabled}
          onChange={changeValue}
          onProblem={editing.setJsonProblem}
        />
      ) : (
        <ValueForm {...props} onChange={changeValue} />
      )}
    </>
  )
}

function ValueForm({
  type,
  editing,
  marks,
  disabled,
  isNew,
  platform,
  onPlatform,
  onChange,
}: ResourceValueProps & { onChange: (value: Value) => void }) {
  const { draft, problems, visit } = editing

  function choose(next: Platform) {
    onPlatform(next)
    if (isNew) onChange({ ...draft.value, ...next.preset?.fill(next.inputs) })
  }

  return (
    <>
      {!disabled && type.presets.length > 0 && (
        <PresetPicker presets={type.presets} platform={platform} fills={isNew} onChange={choose} />
      )}
      <ResourceFields
        type={type}
        value={draft.value}
        marks={marks}
        problems={problems.value}
        where={platform.preset?.where ?? {}}
        disabled={disabled}
        onChange={onChange}
        onVisited={visit}
      />
    </>
  )
}
