'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { countOf } from '@/components/ui/count-of'
import { formatCount } from '@/components/ui/format-bytes'
import { visibleControls } from '@/lib/previews/encoding'
import { type JsonSpan, stringAt } from '@/lib/previews/json-scan'
import type { JsonRow } from './json-rows'

export const JSON_ROW_PIXELS = 24

interface JsonTreeRowsProps {
  text: string
  rows: JsonRow[]
  rowStart: number
  top: number
  query: string
  active: string
  onActive: (path: string) => void
  onToggle: (row: JsonRow) => void
}

/** The lines of the tree in view. */
export function JsonTreeRows({ text, rows, rowStart, top, query, active, onActive, onToggle }: JsonTreeRowsProps) {
  return (
    <div style={{ transform: `translateY(${rowStart * JSON_ROW_PIXELS - top + 4}px)` }}>
      {rows.map((row, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree, which has the focus.
        <div
          key={row.path}
          id={`json-${rowStart + i}`}
          role="treeitem"
          tabIndex={-1}
          aria-level={row.depth + 1}
          aria-expanded={row.childCount === null ? undefined : row.open}
          aria-selected={row.path === active}
          onClick={() => {
            onActive(row.path)
            if (row.childCount !== null || row.more !== undefined) onToggle(row)
          }}
          className={cn(
            'flex cursor-default items-center whitespace-pre pr-gutter',
            row.path === active ? 'bg-accent-soft' : 'hover:bg-hover',
          )}
          style={{ height: JSON_ROW_PIXELS, paddingLeft: 10 + row.depth * 16 }}
        >
          <Marker row={row} />
          <RowText text={text} row={row} found={query !== '' && rowMatches(text, row, query)} />
        </div>
      ))}
    </div>
  )
}

function Marker({ row: { childCount, open } }: { row: JsonRow }) {
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <span className="w-4 shrink-0 text-text-3">
      {childCount ? <Icon aria-hidden="true" className="size-3.5" /> : null}
    </span>
  )
}

function RowText({ text, row, found }: { text: string; row: JsonRow; found: boolean }) {
  const { key, span, childCount, open, more } = row
  if (more !== undefined)
    return (
      <span className="text-accent">
        Show {formatCount(Math.min(1000, more))} more of {formatCount(more)}
      </span>
    )
  return (
    <span className={cn('truncate', found && 'rounded-sm bg-accent-line')}>
      {key !== null && (
        <span className={typeof key === 'number' ? 'text-text-3' : 'text-text'}>
          {typeof key === 'number' ? key : visibleControls(key)}:{' '}
        </span>
      )}
      {childCount === null ? (
        <Value text={text} span={span} />
      ) : (
        <span className="text-text-3">{summary(span, childCount, open)}</span>
      )}
    </span>
  )
}

const MAX_SHOWN_CHARACTERS = 500
const valueClasses: Record<JsonSpan['kind'], string> = {
  object: '',
  array: '',
  string: 'text-ok',
  number: 'text-num',
  boolean: 'text-num',
  null: 'text-null italic',
}

function Value({ text, span }: { text: string; span: JsonSpan }) {
  const raw = text.slice(span.start, Math.min(span.end, span.start + MAX_SHOWN_CHARACTERS))
  const cut = span.end - span.start > MAX_SHOWN_CHARACTERS
  const shown = span.kind === 'string' && !cut ? JSON.stringify(stringAt(text, span)) : raw
  return <span className={valueClasses[span.kind]}>{visibleControls(shown) + (cut ? '…' : '')}</span>
}

function summary({ kind }: JsonSpan, count: number, open: boolean): string {
  const [left, right, noun] = kind === 'object' ? ['{', '}', 'member'] : ['[', ']', 'item']
  if (count === 0) return left + right
  return open ? `${left} ${countOf(count, noun)}` : `${left}…${right} ${countOf(count, noun)}`
}

/** Whether a line of the tree holds the words, in its name or in its value. */
export function rowMatches(text: string, { key, span, childCount }: JsonRow, query: string): boolean {
  const wanted = query.toLowerCase()
  if (typeof key === 'string' && key.toLowerCase().includes(wanted)) return true
  return childCount === null && text.slice(span.start, span.end).toLowerCase().includes(wanted)
}
