'use client'

import { useEffect, useRef, useState } from 'react'
import { formatCount } from '@/components/ui/format-bytes'
import type { GridSource } from '@/lib/previews/grid-source'
import { columnsWithin, edgesOf, startWidths } from './column-layout'
import type { GridPlace } from './place-after-key'
import { useScaledScroll } from './use-scaled-scroll'

export const GRID_ROW_PIXELS = 28
/** Rows past what is known that invite to scroll on; reaching them reads more. */
const ROWS_AHEAD = 40

/** Where everything in the grid is, and what of it is in view. Asks the source for that. */
export function useGridLayout(source: GridSource, active: GridPlace) {
  const [widths, setWidths] = useState(() => startWidths(source))
  const rowCount = source.rowCount + (source.complete ? 0 : ROWS_AHEAD)
  const headerHeight = source.columns.some(({ type }) => type) ? 44 : 30
  const gutter = gutterWidth(rowCount)
  const view = useScaledScroll({ contentHeight: rowCount * GRID_ROW_PIXELS, fixedHeight: headerHeight })
  const edges = edgesOf(widths)
  const columns = columnsWithin(edges, view.left, Math.max(1, view.width - gutter))
  const rows = {
    start: Math.floor(view.top / GRID_ROW_PIXELS),
    end: Math.min(rowCount, Math.ceil((view.top + view.viewHeight) / GRID_ROW_PIXELS) + 1),
  }
  useEffect(() => {
    if (view.viewHeight === 0) return
    source.want({ rowStart: rows.start, rowEnd: rows.end, columnStart: columns.start, columnEnd: columns.end })
  }, [source, rows.start, rows.end, columns.start, columns.end, view.viewHeight])
  useActiveInView({ active, view, edges, gutter })
  const setWidth = (column: number, width: number) =>
    setWidths((all) => all.map((own, index) => (index === column ? width : own)))
  return { view, edges, columns, rows, gutter, headerHeight, setWidth }
}

const DIGIT_PIXELS = 6.7
const GUTTER_PADDING_PIXELS = 9

/** As wide as the largest row number needs. */
export const gutterWidth = (rowCount: number) =>
  Math.max(32, Math.ceil(formatCount(rowCount).length * DIGIT_PIXELS) + GUTTER_PADDING_PIXELS)

interface ActiveInView {
  active: GridPlace
  view: ReturnType<typeof useScaledScroll>
  edges: number[]
  gutter: number
}

/** Another active cell is brought into view; one that was in view stays there when the view gets smaller. */
function useActiveInView({ active, view, edges, gutter }: ActiveInView) {
  const heightBefore = useRef(view.viewHeight)
  const top = active.row * GRID_ROW_PIXELS
  // A row may have been asked for before the grid was there to be measured.
  const isMeasured = view.viewHeight > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolling away from the active cell must be possible.
  useEffect(() => {
    if (!isMeasured) return
    if (Math.abs(top - view.top) > view.viewHeight * 2) view.scrollTo(top - view.viewHeight / 2)
    else if (top < view.top) view.scrollTo(top)
    else if (top + GRID_ROW_PIXELS > view.top + view.viewHeight) view.scrollTo(top + GRID_ROW_PIXELS - view.viewHeight)
    const place = { start: edges[active.column] ?? 0, end: edges[active.column + 1] ?? 0, gutter }
    bringColumnIntoView(view.element.current, place)
  }, [isMeasured, active.row, active.column])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the height matters here.
  useEffect(() => {
    const wasSeen = top >= view.top && top < view.top + heightBefore.current
    heightBefore.current = view.viewHeight
    if (wasSeen && top + GRID_ROW_PIXELS > view.top + view.viewHeight) {
      view.scrollTo(top + GRID_ROW_PIXELS - view.viewHeight)
    }
  }, [view.viewHeight])
}

function bringColumnIntoView(
  view: HTMLElement | null,
  { start, end, gutter }: { start: number; end: number; gutter: number },
): void {
  if (!view) return
  if (start < view.scrollLeft) view.scrollLeft = start
  else if (end + gutter > view.scrollLeft + view.clientWidth) view.scrollLeft = end + gutter - view.clientWidth
}
