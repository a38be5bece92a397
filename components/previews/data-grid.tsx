// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid lays its cells out itself, which table elements do not allow.
'use client'

import { type KeyboardEvent, type MouseEvent, useId } from 'react'
import type { GridSource } from '@/lib/previews/grid-source'
import { ColumnHeaders } from './column-headers'
import { GridRows } from './grid-rows'
import { type GridPlace, placeAfterKey } from './place-after-key'
import { GRID_ROW_PIXELS, useGridLayout } from './use-grid-layout'
import { useGridVersion } from './use-grid-version'

interface DataGridProps {
  label: string
  source: GridSource
  active: GridPlace
  onActive: (place: GridPlace) => void
  /** Enter or double click on a cell. */
  onOpen: (place: GridPlace) => void
  onCopy: (place: GridPlace) => void
}

/** A table of any number of rows and columns: draws only what is in view and asks the source for it. */
export function DataGrid({ label, source, active, onActive, onOpen, onCopy }: DataGridProps) {
  useGridVersion(source)
  const gridId = useId()
  const { view, edges, columns, rows, gutter, headerHeight, setWidth } = useGridLayout(source, active)
  const drawn = isWithin(rows, active.row) && isWithin(columns, active.column)
  function press(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor(view.viewHeight / GRID_ROW_PIXELS) - 1)
    const next = placeAfterKey(event, active, { rows: source.rowCount, columns: source.columns.length, page })
    if (next) onActive(next)
    else if (event.key === 'Enter') onOpen(active)
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && !getSelection()?.toString()) onCopy(active)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onPlace = (use: (place: GridPlace) => void) => (event: MouseEvent) => {
    const place = placeOf(event.target)
    if (place && place.row < source.rowCount) use(place)
  }
  return (
    <div
      ref={view.element}
      role="grid"
      aria-label={label}
      aria-rowcount={source.complete ? source.rowCount + 1 : -1}
      aria-colcount={source.columns.length + 1}
      aria-activedescendant={drawn ? `${gridId}-active` : undefined}
      tabIndex={0}
      onKeyDown={press}
      onClick={onPlace(onActive)}
      onDoubleClick={onPlace(onOpen)}
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain bg-panel font-mono text-sm outline-none focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-2"
    >
      <div style={{ height: view.canvas + headerHeight, width: (edges.at(-1) ?? 0) + gutter }}>
        <div
          className="sticky top-0 left-0 overflow-hidden"
          style={{ height: view.viewHeight + headerHeight, width: view.width }}
        >
          <div className="absolute inset-x-0 bottom-0 overflow-hidden" style={{ top: headerHeight }}>
            <GridRows
              {...{ source, gridId, edges, gutter, active, rows }}
              shown={columns}
              top={view.top}
              left={view.left}
            />
          </div>
          <ColumnHeaders
            {...{ edges, gutter }}
            columns={source.columns}
            shown={columns}
            left={view.left}
            height={headerHeight}
            onWidth={setWidth}
          />
        </div>
      </div>
    </div>
  )
}

const isWithin = ({ start, end }: { start: number; end: number }, index: number) => index >= start && index < end

function placeOf(target: EventTarget): GridPlace | null {
  if (!(target instanceof Element)) return null
  const cell = target.closest<HTMLElement>('[data-column]')
  const row = cell?.closest<HTMLElement>('[data-row]')
  return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null
}
