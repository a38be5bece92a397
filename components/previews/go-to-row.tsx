'use client'

import { type FormEvent, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format-bytes'
import { Input } from '@/components/ui/input'

interface GoToRowProps {
  /** Null: nobody knows yet how many there are. */
  rowCount: number | null
  onRow: (row: number) => void
  /** Small: beside tabs. */
  size?: 'sm'
}

/** Goes to a row by its number. */
export function GoToRow({ rowCount, onRow, size }: GoToRowProps) {
  const [text, setText] = useState('')
  function go(event: FormEvent) {
    event.preventDefault()
    const number = Number(text.replace(/[^\d]/g, ''))
    if (text.trim() === '') return
    const row = Math.max(0, number - 1)
    onRow(rowCount === null ? row : Math.min(row, Math.max(0, rowCount - 1)))
  }
  return (
    <form onSubmit={go} className="ml-auto">
      <Input
        aria-label="Go to row"
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="Go to row"
        title={rowCount === null ? undefined : `1 to ${formatCount(rowCount)}`}
        className={cn('w-28 text-right tabular-nums', size === 'sm' && 'h-7 w-24 text-sm max-md:h-8 max-md:w-22')}
      />
    </form>
  )
}
