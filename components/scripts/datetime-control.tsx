'use client'

import { Input } from '@/components/ui/input'
import type { ControlProps } from './control-props'

/** A day and a time on the reader's clock; the value is the instant, in ISO 8601. */
export function DatetimeControl({ value, onChange }: ControlProps) {
  return (
    <Input
      type="datetime-local"
      step={1}
      value={toLocal(value)}
      onChange={(event) => onChange(toInstant(event.target.value))}
    />
  )
}

function toInstant(local: string): string | undefined {
  const time = new Date(local)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}

function toLocal(value: unknown): string {
  const time = new Date(typeof value === 'string' ? value : Number.NaN)
  if (Number.isNaN(time.getTime())) return ''
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 19)
}
