'use client'

import { useState } from 'react'
import { Input } from '@/components/ui/input'
import type { ControlProps } from './control-props'
import { Unparsed } from './unparsed'

/** A number as it is typed: what is none yet stays in the field and is told as wrong. */
export function NumberControl({ value, onChange }: ControlProps) {
  const [typed, setTyped] = useState('')
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      value={textOf(value, typed)}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(parseNumber(event.target.value))
      }}
    />
  )
}

function parseNumber(text: string): unknown {
  if (text.trim() === '') return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : new Unparsed(text, 'Enter a number.')
}

/** What was typed while it means the value: `1.` and `1.0` are on the way to something else. */
function textOf(value: unknown, typed: string): string {
  if (value instanceof Unparsed) return value.text
  if (typeof value !== 'number') return ''
  return typed.trim() !== '' && Number(typed) === value ? typed : String(value)
}
