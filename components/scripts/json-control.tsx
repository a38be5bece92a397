'use client'

import { useState } from 'react'
import { Textarea } from '@/components/ui/textarea'
import type { ControlProps } from './control-props'
import { parseJsonText, toJsonText, Unparsed } from './unparsed'

/** Any value, as JSON. Text that is none yet stays as it is typed. */
export function JsonControl({ value, onChange }: ControlProps) {
  const [typed, setTyped] = useState(() => toJsonText(value))
  return (
    <Textarea
      mono
      rows={2}
      spellCheck={false}
      autoComplete="off"
      placeholder="JSON"
      value={means(typed, value) ? typed : toJsonText(value)}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(parseJsonText(event.target.value))
      }}
    />
  )
}

/** Whether a text is a way of writing a value: then it stays as it was typed. */
function means(text: string, value: unknown): boolean {
  const parsed = parseJsonText(text)
  if (parsed instanceof Unparsed) return value instanceof Unparsed && value.text === text
  return JSON.stringify(parsed) === JSON.stringify(value)
}
