'use client'

import { Search } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { JsonRow } from './json-rows'
import { rowMatches } from './json-tree-rows'

interface JsonToolbarProps {
  text: string
  rows: JsonRow[]
  index: number
  row: JsonRow | undefined
  query: string
  onQuery: (query: string) => void
  onRow: (index: number) => void
  onCopy: (row: JsonRow, what: 'path' | 'value') => void
}

/** Finds words in the opened part and copies the chosen place. */
export function JsonToolbar({ text, rows, index, row, query, onQuery, onRow, onCopy }: JsonToolbarProps) {
  const [missing, setMissing] = useState(false)
  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || query === '') return
    event.preventDefault()
    const found = rows.flatMap((candidate, i) => (rowMatches(text, candidate, query) ? [i] : []))
    const next = event.shiftKey
      ? (found.findLast((i) => i < index) ?? found.at(-1))
      : (found.find((i) => i > index) ?? found[0])
    setMissing(next === undefined)
    if (next !== undefined) onRow(next)
  }
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-gutter py-1.5">
      <Input
        aria-label="Find in what is open"
        className="w-64 max-md:w-44"
        lead={<Search />}
        placeholder="Find in what is open"
        value={query}
        onKeyDown={press}
        onChange={({ target }) => {
          onQuery(target.value)
          setMissing(false)
        }}
      />
      <span role="status" className="text-sm text-text-2">
        {missing && 'Not in what is open'}
      </span>
      <span className="ml-auto flex gap-1.5">
        <Button size="sm" disabled={!row} onClick={() => row && onCopy(row, 'path')}>
          Copy path
        </Button>
        <Button size="sm" disabled={!row} onClick={() => row && onCopy(row, 'value')}>
          Copy value
        </Button>
      </span>
    </div>
  )
}
