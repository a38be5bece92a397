// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid lays its cells out itself, which table elements do not allow.
'use client'

import { type KeyboardEvent, type MouseEvent, useEffect, useId, useState } from 'react'
import { formatCount } from '@/components/ui/format-bytes'
import type { GridSource } from '@/lib/previews/grid-source'
import { columnsWithin, edgesOf, startWidths } from './column-layout'
import { GridHeader } from './grid-header'
import { type GridPlace, placeAfterKey } from './grid-keys'
import { GridRows } from './grid-rows'
import { useGridVersion } from './use-grid-version'
import { useScaledScroll } from './use-scaled-scroll'

const ROW_PIXELS = 28
/** Rows past what is known that invite to scroll on; reaching them reads more. */
const ROWS_AHEAD = 40

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
  const [widths, setWidths] = useState(() => startWidths(source))
  const rowCount = source.rowCount + (source.complete ? 0 : ROWS_AHEAD)
  const headerHeight = source.columns.some(({ type }) => type) ? 44 : 30
  const gutter = Math.max(44, formatCount(rowCount + 1).length * 7 + 18)
  const view = useScaledScroll({ contentHeight: rowCount * ROW_PIXELS, fixedHeight: headerHeight })
  const edges = edgesOf(widths)
  const shown = columnsWithin(edges, view.left, Math.max(1, view.width - gutter))
  const rowStart = Math.floor(view.top / ROW_PIXELS)
  const rowEnd = Math.min(rowCount, Math.ceil((view.top + view.viewHeight) / ROW_PIXELS) + 1)

  useEffect(() => {
    if (view.viewHeight > 0) source.want({ rowStart, rowEnd, columnStart: shown.start, columnEnd: shown.end })
  }, [source, rowStart, rowEnd, shown.start, shown.end, view.viewHeight])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another active cell moves the view.
  useEffect(() => {
    const top = active.row * ROW_PIXELS
    if (view.viewHeight === 0) return
    if (top < view.top) view.scrollTo(top)
    else if (top + ROW_PIXELS > view.top + view.viewHeight) view.scrollTo(top + ROW_PIXELS - view.viewHeight)
    bringIntoView(view.element.current, {
      start: edges[active.column] ?? 0,
      end: edges[active.column + 1] ?? 0,
      gutter,
    })
  }, [active.row, active.column])
  function press(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor(view.viewHeight / ROW_PIXELS) - 1)
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
      aria-activedescendant={active.row >= rowStart && active.row < rowEnd ? `${gridId}-active` : undefined}
      tabIndex={0}
      onKeyDown={press}
      onClick={onPlace(onActive)}
      onDoubleClick={onPlace(onOpen)}
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain bg-panel font-mono text-sm outline-none focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-2"
    >
      <div style={{ height: view.canvas + headerHeight, width: (edges.at(-1) ?? 0) + gutter }}>
        <div
          className="sticky top-0 left-0 overflow-hidden"
          style={{ height: Math.max(0, view.viewHeight + headerHeight), width: view.width }}
        >
          <div className="absolute inset-x-0 bottom-0 overflow-hidden" style={{ top: headerHeight }}>
            <GridRows
              {...{ source, gridId, edges, shown, gutter, active }}
              rows={{ start: rowStart, end: rowEnd }}
              top={view.top}
              left={view.left}
              rowHeight={ROW_PIXELS}
            />
          </div>
          <GridHeader
            columns={source.columns}
            {...{ edges, shown, gutter }}
            left={view.left}
            height={headerHeight}
            onWidth={(column, width) => setWidths((all) => all.map((own, i) => (i === column ? width : own)))}
          />
        </div>
      </div>
    </div>
  )
}

function bringIntoView(
  view: HTMLElement | null,
  { start, end, gutter }: { start: number; end: number; gutter: number },
): void {
  if (!view) return
  if (start < view.scrollLeft) view.scrollLeft = start
  else if (end + gutter > view.scrollLeft + view.clientWidth) view.scrollLeft = end + gutter - view.clientWidth
}

function placeOf(target: EventTarget): GridPlace | null {
  if (!(target instanceof Element)) return null
  const cell = target.closest<HTMLElement>('[data-column]')
  const row = cell?.closest<HTMLElement>('[data-row]')
  return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null
}
