'use client'

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import type { FlowModule, FlowModuleValue } from '@/lib/pipelines/schema'
import { BranchesFields } from './branches-fields'
import { LoopFields } from './loop-fields'
import { PanelHead } from './panel-head'
import { ScriptFields } from './script-fields'
import type { PickedScript } from './script-picker'
import type { Source } from './sources'
import type { useStepForms } from './step-forms'
import type { StepProblems } from './step-problems'
import { StepRetry } from './step-retry'
import { stepName } from './tree'

export type StepPanelProps = {
  workspace: string
  step: FlowModule
  scripts: PickedScript[]
  resourceTypes: string[]
  fieldsOf: ReturnType<typeof useStepForms>
  sources: Source[]
  problems: StepProblems
  disabled: boolean
  canMove: { up: boolean; down: boolean }
  onChange: (change: (step: FlowModule) => FlowModule) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  onClose: () => void
}

/** Everything about one step. */
export function StepPanel(props: StepPanelProps) {
  const { step, disabled, canMove, onChange, onMove, onRemove, onClose } = props
  return (
    <>
      <PanelHead title={stepName(step)} onClose={onClose}>
        {!disabled && (
          <>
            <IconButton label="Move up" keys="alt+ArrowUp" disabled={!canMove.up} onClick={() => onMove(-1)}>
              <ArrowUp />
            </IconButton>
            <IconButton label="Move down" keys="alt+ArrowDown" disabled={!canMove.down} onClick={() => onMove(1)}>
              <ArrowDown />
            </IconButton>
            <IconButton label="Remove step" keys="Delete" onClick={onRemove}>
              <Trash2 />
            </IconButton>
          </>
        )}
      </PanelHead>
      <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto px-gutter py-4">
        <Field label="Name" optional help={`Later steps name its result results.${step.id}`}>
          <Input
            value={step.summary ?? ''}
            placeholder={stepName({ ...step, summary: '' })}
            disabled={disabled}
            onChange={(event) => onChange((known) => ({ ...known, summary: event.target.value || undefined }))}
          />
        </Field>
        <Kind {...props} />
        {'input_transforms' in step.value && (
          <>
            <StepRetry
              retry={step.retry}
              hasScript={step.value.type === 'script'}
              disabled={disabled}
              onChange={(retry) => onChange((known) => ({ ...known, retry: retry ?? undefined }))}
            />
            <Switch
              label="Go on when it fails"
              help="What comes after gets its error in the place of a result."
              checked={step.continue_on_error === true}
              disabled={disabled}
              onCheckedChange={(next) => onChange((known) => ({ ...known, continue_on_error: next || undefined }))}
            />
          </>
        )}
      </div>
    </>
  )
}

/** What only steps of its kind have. */
function Kind({ step, fieldsOf, onChange, ...props }: StepPanelProps) {
  const { value } = step
  const edit =
    <T extends FlowModuleValue>(type: T['type']) =>
    (change: (value: T) => T) =>
      onChange((known) => (isOf<T>(known.value, type) ? { ...known, value: change(known.value) } : known))
  switch (value.type) {
    case 'script':
      return (
        <ScriptFields
          {...props}
          value={value}
          fields={value.path ? fieldsOf(value.path) : []}
          onChange={edit('script')}
        />
      )
    case 'forloopflow':
      return <LoopFields {...props} value={value} onChange={edit('forloopflow')} />
    case 'branchall':
      return <BranchesFields {...props} value={value} onChange={edit('branchall')} />
    case 'rawscript':
      return (
        <p className="text-text-2">
          The text of this step is in the pipeline itself. It stays as it is; programs change it, or save it as a
          script.
        </p>
      )
    default:
      return <p className="text-text-2">It passes the result before it on.</p>
  }
}

function isOf<T extends FlowModuleValue>(value: FlowModuleValue, type: T['type']): value is T {
  return value.type === type
}
