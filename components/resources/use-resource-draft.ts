'use client'

import { useState } from 'react'
import { pathProblem } from '@/lib/resources/path'
import type { ResourceType } from '@/lib/resources/types/resource-type'
import { type Draft, problemsOf, type SecretMarks } from './draft'

/** Problems by field, as the form shows them: of fields that were left, or of all after an attempt to save. */
type Problems = { path?: string; value: Record<string, string | undefined> }

/** The draft of a resource: what is typed, what is wrong with it, what differs from what is saved. */
export function useResourceDraft({ type, start, marks }: { type: ResourceType; start: Draft; marks: SecretMarks }) {
  const [draft, setDraft] = useState(start)
  const [baseline, setBaseline] = useState(start)
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set())
  const [attempted, setAttempted] = useState(false)
  const [jsonProblem, setJsonProblem] = useState<string | null>(null)
  const [refused, setRefused] = useState<Record<string, string[] | undefined>>({})

  const problems = problemsOf(type, draft.value, marks)
  const wrongPath = pathProblem(draft.path) ?? undefined
  const isShown = (field: string) => attempted || visited.has(field)
  const shown: Problems = { value: {}, path: refused.path?.[0] ?? (isShown('path') ? wrongPath : undefined) }
  for (const field of ['', ...type.fields.map(({ name }) => name)])
    shown.value[field] = refused[`value.${field}`]?.[0] ?? (isShown(field) ? problems[field] : undefined)

  return {
    draft,
    problems: shown,
    dirty: JSON.stringify(draft) !== JSON.stringify(baseline) || jsonProblem !== null,
    change(next: Partial<Draft>) {
      setDraft((known) => ({ ...known, ...next }))
      setRefused({})
    },
    visit: (field: string) => setVisited((known) => new Set(known).add(field)),
    jsonProblem,
    setJsonProblem,
    /** Whether a field that is shown as wrong stands in the way of saving. */
    refused: shown.path !== undefined || Object.values(shown.value).some((problem) => problem !== undefined),
    /** Shows every problem; true when there is none. */
    attempt() {
      setAttempted(true)
      if (Object.keys(problems).length === 0 && !wrongPath && jsonProblem === null) return true
      // After the problems are drawn.
      requestAnimationFrame(focusFirstProblem)
      return false
    },
    /** The same for the value alone, which can be tested before it has a name. */
    attemptValue() {
      for (const field of type.fields) setVisited((known) => new Set(known).add(field.name))
      return Object.keys(problems).length === 0 && jsonProblem === null
    },
    refuse(fields: Record<string, string[] | undefined>) {
      setRefused(fields)
      requestAnimationFrame(focusFirstProblem)
    },
    /** Starts over from a draft that is as saved. */
    reset(saved: Draft = baseline) {
      setDraft(saved)
      setBaseline(saved)
      setVisited(new Set())
      setAttempted(false)
      setRefused({})
      setJsonProblem(null)
    },
  }
}

export type ResourceDraft = ReturnType<typeof useResourceDraft>

/** Puts the cursor into the first field that is wrong. */
export function focusFirstProblem() {
  document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
