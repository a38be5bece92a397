import type { GridColumn, GridSource } from '@/lib/previews/grid-source'

const MIN_WIDTH = 56
const MAX_START_WIDTH = 340
const CHARACTER_PIXELS = 7.3
const PADDING_PIXELS = 22
const SAMPLE_ROWS = 60
const DEFAULT_WIDTHS: Record<GridColumn['kind'], number> = {
  number: 110,
  text: 180,
  boolean: 80,
  time: 190,
  binary: 180,
  nested: 240,
}

/** Widths that suit the names and the first rows, where those are loaded. */
export function startWidths(source: GridSource): number[] {
  return source.columns.map((column, index) => {
    const heading = Math.max(column.name.length, column.type.length * 0.92)
    // Numbers tend to grow down a table: room for one as long as the row numbers.
    let longest = column.kind === 'number' && source.cell(0, index) ? String(source.rowCount).length : 0
    for (let row = 0; row < Math.min(SAMPLE_ROWS, source.rowCount); row++) {
      const cell = source.cell(row, index)
      if (cell && 'text' in cell) longest = Math.max(longest, Math.min(60, cell.text?.length ?? 4))
    }
    const fitting = Math.max(heading, longest) * CHARACTER_PIXELS + PADDING_PIXELS
    const start =
      longest === 0 ? Math.max(DEFAULT_WIDTHS[column.kind], heading * CHARACTER_PIXELS + PADDING_PIXELS) : fitting
    return Math.round(Math.min(MAX_START_WIDTH, Math.max(MIN_WIDTH, start)))
  })
}

/** A width somebody dragged a column to. */
export const boundedWidth = (width: number) => Math.round(Math.max(MIN_WIDTH, Math.min(1600, width)))

/** Left edges of all columns and, last, the right edge of the table. */
export function edgesOf(widths: number[]): number[] {
  const edges = [0]
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width)
  return edges
}

/** The columns `[start, end)` that cut a stretch of pixels. */
export function columnsWithin(edges: number[], left: number, width: number): { start: number; end: number } {
  const last = edges.length - 1
  const start = Math.min(Math.max(0, last - 1), lastNotAfter(edges, left))
  let end = start
  while (end < last && (edges[end] ?? 0) < left + width) end++
  return { start, end }
}

function lastNotAfter(edges: number[], position: number): number {
  let low = 0
  let high = edges.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((edges[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}
