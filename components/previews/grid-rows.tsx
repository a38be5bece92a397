// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid lays its cells out itself, which table elements do not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell, as the ARIA pattern allows.
'use client'

import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format-bytes'
import type { GridCell, GridColumn, GridSource } from '@/lib/previews/grid-source'
import type { GridPlace } from './place-after-key'
import { GRID_ROW_PIXELS } from './use-grid-layout'

interface RowsProps {
  source: GridSource
  gridId: string
  edges: number[]
  shown: { start: number; end: number }
  rows: { start: number; end: number }
  /** Pixels of the first shown row above the upper edge. */
  top: number
  left: number
  gutter: number
  active: GridPlace
}

/** The rows in view and nothing else. */
export function GridRows(props: RowsProps) {
  const { source, rows, top, gutter, active } = props
  return Array.from({ length: rows.end - rows.start }, (_, i) => {
    const row = rows.start + i
    return (
      <div
        key={row}
        role="row"
        aria-rowindex={row + 2}
        data-row={row}
        className={cn(
          'absolute inset-x-0 border-line/70 border-b',
          row === active.row ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
        style={{ transform: `translateY(${row * GRID_ROW_PIXELS - top}px)`, height: GRID_ROW_PIXELS }}
      >
        <div
          role="rowheader"
          aria-colindex={1}
          className="absolute inset-y-0 left-0 z-10 border-r bg-sunken pr-1.5 text-right font-mono text-text-3 text-xs leading-[27px]"
          style={{ width: gutter }}
        >
          {row < source.rowCount && formatCount(row + 1)}
        </div>
        <Cells {...props} row={row} />
      </div>
    )
  })
}

function Cells({ source, gridId, edges, shown, left, gutter, active, row }: RowsProps & { row: number }) {
  return source.columns.slice(shown.start, shown.end).map((column, i) => {
    const index = shown.start + i
    const start = edges[index] ?? 0
    const selected = row === active.row && index === active.column
    return (
      <div
        key={index}
        role="gridcell"
        aria-colindex={index + 2}
        aria-selected={selected}
        id={selected ? `${gridId}-active` : undefined}
        data-column={index}
        className={cn(
          'absolute inset-y-0 overflow-hidden border-line/70 border-r px-2.5 leading-[27px]',
          selected && 'outline-2 outline-accent -outline-offset-2',
        )}
        style={{ left: gutter + start - left, width: (edges[index + 1] ?? start) - start }}
      >
        <CellText
          cell={row < source.rowCount ? source.cell(row, index) : undefined}
          column={column}
          absent={source.absent}
        />
      </div>
    )
  })
}

const kindClasses: Record<GridColumn['kind'], string> = {
  number: 'text-right text-num',
  text: '',
  boolean: 'text-num',
  time: '',
  binary: 'text-text-2',
  nested: 'text-text-2',
}

function CellText({ cell, column, absent }: { cell: GridCell | undefined; column: GridColumn; absent: string }) {
  if (!cell) return <span className="my-2 block h-3 animate-appear-late rounded-sm bg-line/60" />
  if ('error' in cell)
    return (
      <span className="block truncate text-bad" title={cell.error}>
        cannot be read
      </span>
    )
  if (cell.text === null)
    return <span className={cn('block text-null italic', column.kind === 'number' && 'text-right')}>{absent}</span>
  return <span className={cn('block truncate whitespace-pre', kindClasses[column.kind])}>{oneLine(cell.text)}</span>
}

/** Line ends inside a cell are shown as signs: a row is one line high. */
const oneLine = (text: string) => text.replace(/\r\n|\n|\r/g, '↵').replace(/\t/g, '⇥')
