'use client'

import { ArrowUp, Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { INPUT_TYPES, type InputType, inputProblem, newInput, type PipelineInput } from './pipeline-inputs'

type InputsFieldsProps = {
  inputs: PipelineInput[]
  disabled: boolean
  onChange: (inputs: PipelineInput[]) => void
}

/** What a pipeline asks for when it is run. */
export function InputsFields({ inputs, disabled, onChange }: InputsFieldsProps) {
  return (
    <section aria-label="Inputs of the pipeline" className="grid gap-3">
      <h3 className="font-semibold text-md">Inputs</h3>
      {inputs.length === 0 && <p className="text-text-2">It asks for nothing yet.</p>}
      <ol className="grid gap-4">
        {inputs.map((input, index) => (
          <InputRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed here
            key={index}
            input={input}
            place={index + 1}
            problem={inputProblem(inputs, index)}
            disabled={disabled}
            onChange={(change) => onChange(inputs.with(index, { ...input, ...change }))}
            onRaise={index === 0 ? undefined : () => onChange(raised(inputs, index))}
            onRemove={() => onChange(inputs.toSpliced(index, 1))}
          />
        ))}
      </ol>
      {!disabled && (
        <div>
          <Button onClick={() => onChange([...inputs, newInput(inputs)])}>
            <Plus aria-hidden="true" />
            Add an input
          </Button>
        </div>
      )}
    </section>
  )
}

type InputRowProps = {
  input: PipelineInput
  place: number
  problem: string | null
  disabled: boolean
  onChange: (change: Partial<PipelineInput>) => void
  onRaise?: () => void
  onRemove: () => void
}

function InputRow({ input, place, problem, disabled, onChange, onRaise, onRemove }: InputRowProps) {
  const { name, type, required, preset } = input
  const hasPreset = type !== 'file' && type !== 'files'
  return (
    <li className="grid gap-2 rounded-md border p-3">
      <fieldset className="grid min-w-0 gap-2" disabled={disabled}>
        <legend className="sr-only">{`Input ${place}`}</legend>
        <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-2">
          <Field label="Name" error={problem ?? undefined}>
            <Input
              mono
              value={name}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          </Field>
          <Field label="Type">
            <Select
              disabled={disabled}
              options={Object.entries(INPUT_TYPES).map(([value, label]) => ({ value, label }))}
              value={type}
              onValueChange={(next) => isType(next) && onChange({ type: next, preset: '' })}
            />
          </Field>
          <div className="flex pt-6">
            {onRaise && !disabled && (
              <IconButton label={`Move ${name} up`} onClick={onRaise}>
                <ArrowUp />
              </IconButton>
            )}
            {!disabled && (
              <IconButton label={`Remove ${name || 'input'}`} onClick={onRemove}>
                <X />
              </IconButton>
            )}
          </div>
        </div>
        {hasPreset && (
          <Field label="Default" optional help={type === 'text' || type === 'date' ? undefined : 'As JSON'}>
            <Input
              value={preset}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onChange({ preset: event.target.value })}
            />
          </Field>
        )}
        <Checkbox
          label="Required"
          checked={required}
          disabled={disabled}
          onCheckedChange={(next) => onChange({ required: next === true })}
        />
      </fieldset>
    </li>
  )
}

function isType(value: string): value is InputType {
  return Object.hasOwn(INPUT_TYPES, value)
}

function raised(inputs: PipelineInput[], index: number): PipelineInput[] {
  const input = inputs[index]
  return input ? inputs.toSpliced(index, 1).toSpliced(index - 1, 0, input) : inputs
}
