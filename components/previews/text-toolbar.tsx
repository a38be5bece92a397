'use client'

import { ArrowDownToLine, ArrowUpToLine, Search } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import type { TextLines } from '@/lib/previews/text-lines'

interface TextToolbarProps {
  lines: TextLines
  query: string
  rowStart: number
  onQuery: (query: string) => void
  onRow: (row: number) => void
  onStart: () => void
  onEnd: () => void
}

/** Finds words in what has been read and goes to either end. */
export function TextToolbar({ lines, query, rowStart, onQuery, onRow, onStart, onEnd }: TextToolbarProps) {
  const [last, setLast] = useState<number | null>(null)
  const [missing, setMissing] = useState(false)
  function find(backwards: boolean) {
    const rows = lines.findRows(query)
    const from = last ?? (backwards ? rowStart : rowStart - 1)
    const next = backwards
      ? (rows.findLast((row) => row < from) ?? rows.at(-1))
      : (rows.find((row) => row > from) ?? rows[0])
    setMissing(next === undefined)
    if (next === undefined) return
    setLast(next)
    onRow(next)
  }
  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || query === '') return
    event.preventDefault()
    find(event.shiftKey)
  }
  return (
    <div className="flex shrink-0 items-center gap-2 border-b px-gutter py-1.5">
      <Input
        aria-label="Find in the part that has been read"
        className="w-64 max-md:w-44"
        lead={<Search />}
        placeholder={lines.complete ? 'Find' : 'Find in what has been read'}
        value={query}
        onKeyDown={press}
        onChange={({ target }) => {
          onQuery(target.value)
          setLast(null)
          setMissing(false)
        }}
      />
      <span role="status" className="text-sm text-text-2">
        {missing && (lines.complete ? 'Not found' : 'Not in what has been read')}
      </span>
      <span className="ml-auto flex">
        <IconButton label="Go to the start" onClick={onStart}>
          <ArrowUpToLine />
        </IconButton>
        <IconButton label="Go to the end" onClick={onEnd}>
          <ArrowDownToLine />
        </IconButton>
      </span>
    </div>
  )
}
