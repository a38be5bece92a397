'use client'

import { useState } from 'react'
import { type ArgProblems, checkArgs } from './check-args'
import type { Args, FormField } from './form-field'
import { isObject, startArgs } from './start-args'
import { Unparsed } from './unparsed'

/** The inputs of a run as they are typed: values, what is wrong with them, and how they are looked at. */
export function useArgs(fields: FormField[], given: Args | null = null) {
  const [args, setArgs] = useState<Args>(() => given ?? startArgs(fields))
  const [view, setView] = useState<'form' | 'json'>('form')
  const [attempted, setAttempted] = useState(false)
  const [jsonProblem, setJsonProblem] = useState<string | null>(null)
  const problems = checkArgs(fields, args)
  return {
    fields,
    args,
    view,
    /** A text that is no JSON is put right, or taken back, before the form shows again. */
    setView: (next: 'form' | 'json') => jsonProblem === null && setView(next),
    jsonProblem,
    setJsonProblem,
    /** What is wrong; what is only missing is told after an attempt to run. */
    problems: attempted ? problems : withoutMissing(problems, args),
    change: (next: (known: Args) => Args) => setArgs(next),
    /** Starts over with other inputs, or with the defaults of the script. */
    reset(next: Args = startArgs(fields)) {
      setArgs(next)
      setJsonProblem(null)
      setAttempted(false)
    },
    /** Shows every problem; true when nothing stands in the way. */
    attempt(): boolean {
      setAttempted(true)
      if (Object.keys(problems).length === 0 && jsonProblem === null) return true
      // After the problems are drawn.
      requestAnimationFrame(showFirstProblem)
      return false
    },
  }
}

export type ArgsDraft = ReturnType<typeof useArgs>

function showFirstProblem() {
  const first = document.querySelector<HTMLElement>('[aria-invalid="true"], fieldset [role="alert"]')
  first?.scrollIntoView({ block: 'nearest' })
  first?.focus()
}

function withoutMissing(problems: ArgProblems, args: Args): ArgProblems {
  return Object.fromEntries(
    Object.entries(problems).filter(([place]) => {
      const value = valueAt(args, place.split('/'))
      return value !== undefined && value !== null && value !== ''
    }),
  )
}

function valueAt(value: unknown, [name, ...rest]: string[]): unknown {
  if (name === undefined || value instanceof Unparsed) return value
  if (Array.isArray(value)) return valueAt(value[Number(name)], rest)
  return isObject(value) ? valueAt(value[name], rest) : undefined
}
