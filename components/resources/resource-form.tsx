'use client'

import { type ReactNode, useState } from 'react'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { Textarea } from '@/components/ui/textarea'
import type { ResourceType } from '@/lib/resources/types/resource-type'
import type { SecretMarks } from './draft'
import { JsonView } from './json-view'
import { PathFields, type Place } from './path-fields'
import { type Platform, PresetPicker } from './preset-picker'
import { ResourceFields } from './resource-fields'
import { focusFirstProblem, type ResourceDraft } from './use-resource-draft'

type ResourceFormProps = {
  type: ResourceType
  editing: ResourceDraft
  marks: SecretMarks
  places: Place[]
  readOnly: string | null
  /** null where there is nothing to choose. */
  platform: Platform | null
  onPlatform: (platform: Platform) => void
  lead?: ReactNode
}

const views = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
]

/** One column: where it lies, what it is, and its value as fields or as JSON. */
export function ResourceForm({
  type,
  editing,
  marks,
  places,
  readOnly,
  platform,
  onPlatform,
  lead,
}: ResourceFormProps) {
  const [view, setView] = useState('form')
  const { draft, problems } = editing
  const disabled = readOnly !== null
  const changeValue = (value: typeof draft.value) => editing.change({ value })

  function showView(next: string) {
    // The text would be lost: it is no value that the form could show.
    if (editing.jsonProblem === null) setView(next)
    else focusFirstProblem()
  }

  return (
    <div className="grid min-w-0 max-w-[480px] gap-5">
      {readOnly && <p className="rounded-md border bg-sunken px-3 py-2 text-text-2">{readOnly}</p>}
      {lead}
      <PathFields
        what="resource"
        places={places}
        path={draft.path}
        onChange={(path) => editing.change({ path })}
        error={problems.path}
        disabled={disabled}
        onVisited={() => editing.visit('path')}
      />
      <Field label="Description" optional={!disabled}>
        <Textarea
          rows={2}
          className="min-h-0"
          value={draft.description}
          disabled={disabled}
          onChange={(event) => editing.change({ description: event.target.value })}
        />
      </Field>
      <div className="flex items-center gap-3 border-t pt-5">
        <h2 className="flex-1 font-semibold text-md">{type.label}</h2>
        <Segmented label="View" options={views} value={view} onValueChange={showView} />
      </div>
      {view === 'json' ? (
        <JsonView
          type={type}
          value={draft.value}
          marks={marks}
          problems={problems.value}
          disabled={disabled}
          onChange={changeValue}
          onProblem={editing.setJsonProblem}
        />
      ) : (
        <>
          {platform && type.presets.length > 0 && (
            <PresetPicker
              presets={type.presets}
              platform={platform}
              onChange={(next) => {
                onPlatform(next)
                changeValue({ ...draft.value, ...next.preset?.fill(next.inputs) })
              }}
            />
          )}
          <ResourceFields
            type={type}
            value={draft.value}
            marks={marks}
            problems={problems.value}
            where={platform?.preset?.where ?? {}}
            disabled={disabled}
            onChange={changeValue}
            onVisited={editing.visit}
          />
        </>
      )}
    </div>
  )
}
