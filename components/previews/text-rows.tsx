// biome-ignore-all lint/suspicious/noArrayIndexKey: pieces of one line have no identity but their place.
'use client'

import { Fragment } from 'react'
import { formatCount } from '@/components/ui/format-bytes'
import type { TextLines } from '@/lib/previews/text-lines'

export const TEXT_ROW_PIXELS = 20

interface TextRowsProps {
  lines: TextLines
  rowStart: number
  rowEnd: number
  /** Pixels of the text above the view. */
  top: number
  query: string
}

/** The rows in view with their line numbers, as far as those are known. */
export function TextRows({ lines, rowStart, rowEnd, top, query }: TextRowsProps) {
  const rows = rowsInView(lines, rowStart, rowEnd)
  const digits = Math.max(3, ...rows.map(({ line }) => (line === null ? 0 : formatCount(line).length)))
  return (
    <div
      className="font-mono text-sm leading-5"
      style={{ transform: `translateY(${rowStart * TEXT_ROW_PIXELS - top + 4}px)` }}
    >
      {rows.map(({ row, text, line, continues }) => (
        <div key={row} className="flex whitespace-pre" style={{ height: TEXT_ROW_PIXELS }}>
          <span
            aria-hidden="true"
            className="sticky left-0 z-10 shrink-0 select-none bg-panel pr-3 text-right text-text-3"
            style={{ width: `calc(${digits}ch + 28px)` }}
          >
            {continues ? '↪' : line === null ? '~' : formatCount(line)}
          </span>
          <span className="pr-gutter">{text === null ? <Waiting /> : <Marked text={text} query={query} />}</span>
        </div>
      ))}
    </div>
  )
}

const Waiting = () => <span className="my-1 inline-block h-3 w-64 animate-appear-late rounded-sm bg-line/60" />

interface ShownRow {
  row: number
  text: string | null
  line: number | null
  continues: boolean
}

function rowsInView(lines: TextLines, rowStart: number, rowEnd: number): ShownRow[] {
  const shown: ShownRow[] = []
  let { block, offset } = lines.locate(rowStart)
  let row = rowStart
  while (row < rowEnd && block < lines.blockCount) {
    const loaded = lines.loaded(block)
    let line = lines.firstLine(block)
    const count = lines.rowsIn(block)
    for (let i = 0; i < count && row < rowEnd; i++) {
      const own = loaded?.rows[i]
      if (i >= Math.floor(offset))
        shown.push({ row: row++, text: own?.text ?? null, line: own ? line : null, continues: own?.continues ?? false })
      if (own && !own.continues && line !== null) line++
    }
    block++
    offset = 0
  }
  return shown
}

function Marked({ text, query }: { text: string; query: string }) {
  if (query === '') return text
  const parts = split(text, query)
  return parts.map((part, i) =>
    i % 2 === 1 ? (
      <mark key={i} className="rounded-sm bg-accent-line text-text">
        {part}
      </mark>
    ) : (
      <Fragment key={i}>{part}</Fragment>
    ),
  )
}

/** Pieces of a text, every second of which is a match, whatever its case. */
export function split(text: string, query: string): string[] {
  const lower = text.toLowerCase()
  const wanted = query.toLowerCase()
  // Lower case can be longer than the original: then places would not fit any more.
  if (lower.length !== text.length) return [text]
  const parts: string[] = []
  let position = 0
  for (let found = lower.indexOf(wanted); found >= 0; found = lower.indexOf(wanted, position)) {
    parts.push(text.slice(position, found), text.slice(found, found + wanted.length))
    position = found + wanted.length
  }
  return [...parts, text.slice(position)]
}
