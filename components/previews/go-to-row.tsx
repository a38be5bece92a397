'use client'

import { type FormEvent, useState } from 'react'
import { formatCount } from '@/components/ui/format-bytes'
import { Input } from '@/components/ui/input'

interface GoToRowProps {
  /** Null: nobody knows yet how many there are. */
  rowCount: number | null
  onRow: (row: number) => void
}

/** Goes to a row by its number. */
export function GoToRow({ rowCount, onRow }: GoToRowProps) {
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
        placeholder={rowCount === null ? 'Go to row' : `Go to row, 1 to ${formatCount(rowCount)}`}
        className="w-52 text-right tabular-nums max-md:w-40"
      />
    </form>
  )
}
