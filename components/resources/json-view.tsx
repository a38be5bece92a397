'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { ResourceType, ResourceValue } from '@/lib/resources/types/resource-type'
import { fromJson, type SecretMarks, toJson } from './draft'

type JsonViewProps = {
  type: ResourceType
  value: ResourceValue
  marks: SecretMarks
  problems: Record<string, string | undefined>
  disabled: boolean
  onChange: (value: ResourceValue) => void
  /** The text is no value at the moment, or is one again. */
  onProblem: (problem: string | null) => void
}

/** The same value as the form, as text. What does not parse stays here and is not saved. */
export function JsonView({ type, value, marks, problems, disabled, onChange, onProblem }: JsonViewProps) {
  const [text, setText] = useState(() => toJson(type, value, marks))
  const [broken, setBroken] = useState<string | null>(null)

  function edit(next: string) {
    setText(next)
    const read = fromJson(type, next, marks)
    setBroken(read.problem)
    onProblem(read.problem)
    if (read.value) onChange(read.value)
  }

  const wrong = Object.values(problems).filter((problem) => problem !== undefined)
  return (
    <Field
      label="Value as JSON"
      error={broken ?? (wrong.length > 0 ? wrong : undefined)}
      help={
        Object.keys(marks).length > 0
          ? 'A stored secret reads "<set>" here and stays as it is; take it out to clear it.'
          : 'The same value as in the form.'
      }
    >
      <Textarea
        mono
        spellCheck={false}
        value={text}
        disabled={disabled}
        className="min-h-64"
        onChange={(event) => edit(event.target.value)}
      />
    </Field>
  )
}
