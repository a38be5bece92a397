'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { isObject } from './start-args'
import { parseJsonText, toJsonText, Unparsed } from './unparsed'
import type { ArgsDraft } from './use-args'

/** All arguments as one JSON object. What does not parse stays here, and is neither shown in the form nor run. */
export function ArgsJson({ draft }: { draft: ArgsDraft }) {
  const { args, problems, change, jsonProblem, setJsonProblem } = draft
  const [text, setText] = useState(() => toJsonText(args))
  function edit(next: string) {
    setText(next)
    const value = next.trim() === '' ? {} : parseJsonText(next)
    if (value instanceof Unparsed) setJsonProblem(value.problem)
    else if (isObject(value)) {
      setJsonProblem(null)
      change(() => value)
    } else setJsonProblem('The inputs are an object: { "name": value }.')
  }
  const wrong = Object.entries(problems).map(([place, problem]) => `${place}: ${problem}`)
  return (
    <Field
      label="Inputs as JSON"
      error={jsonProblem ?? (wrong.length > 0 ? wrong : undefined)}
      help="The same values as in the form."
    >
      <Textarea
        mono
        spellCheck={false}
        value={text}
        className="min-h-64"
        onChange={(event) => edit(event.target.value)}
      />
    </Field>
  )
}
