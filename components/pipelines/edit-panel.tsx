'use client'

import { PathFields, type Place } from '@/components/resources/path-fields'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { canMove } from './edit-tree'
import { InputsFields } from './inputs-fields'
import { INPUT_ID } from './layout'
import { PanelHead } from './panel-head'
import { visibleSources } from './sources'
import { StepPanel, type StepPanelProps } from './step-panel'
import type { StepProblems } from './step-problems'
import { findStep } from './tree'
import type { PipelineEdits } from './use-pipeline-edits'

type EditPanelProps = Pick<StepPanelProps, 'workspace' | 'scripts' | 'resourceTypes' | 'fieldsOf' | 'disabled'> & {
  edits: PipelineEdits
  places: Place[]
  isNew: boolean
  pathError?: string
  problemsOf: (id: string) => StepProblems
}

/** What is chosen in the drawing: the pipeline itself, or a step of it. */
export function EditPanel({ edits, problemsOf, places, isNew, pathError, ...props }: EditPanelProps) {
  const { draft, selected, select, update, move, remove } = edits
  const { modules, inputs } = draft
  if (selected === INPUT_ID)
    return <PipelineFields {...{ edits, places, isNew, pathError }} disabled={props.disabled} />
  const step = selected === null ? undefined : findStep(modules, selected)
  if (!step) return null
  const { id } = step
  return (
    <StepPanel
      // What controls hold beside their values belongs to one step.
      key={id}
      {...props}
      step={step}
      sources={visibleSources(
        modules,
        id,
        inputs.map(({ name }) => name),
      )}
      problems={problemsOf(id)}
      canMove={{ up: canMove(modules, id, -1), down: canMove(modules, id, 1) }}
      onChange={(change) => update(id, change)}
      onMove={(by) => move(id, by)}
      onRemove={() => remove(id)}
      onClose={() => select(null)}
    />
  )
}

type PipelineFieldsProps = Pick<EditPanelProps, 'edits' | 'places' | 'isNew' | 'pathError' | 'disabled'>

function PipelineFields({ edits, places, isNew, pathError, disabled }: PipelineFieldsProps) {
  const { draft, change, select } = edits
  return (
    <>
      <PanelHead title="Pipeline" onClose={() => select(null)} />
      <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto px-gutter py-4">
        <PathFields
          what="pipeline"
          places={places}
          path={draft.path}
          onChange={(path) => change({ path })}
          error={pathError}
          disabled={disabled}
          onVisited={() => undefined}
        />
        <Field label="Summary" optional>
          <Input
            value={draft.summary}
            disabled={disabled}
            onChange={(event) => change({ summary: event.target.value })}
          />
        </Field>
        {!isNew && (
          <Field label="Description" optional>
            <Textarea
              rows={2}
              className="min-h-0"
              value={draft.description}
              disabled={disabled}
              onChange={(event) => change({ description: event.target.value })}
            />
          </Field>
        )}
        <InputsFields inputs={draft.inputs} disabled={disabled} onChange={(inputs) => change({ inputs })} />
      </div>
    </>
  )
}
