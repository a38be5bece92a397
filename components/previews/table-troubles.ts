import { formatCount } from '@/components/ui/format-bytes'
import { MAX_ROW_BYTES } from '@/lib/previews/row-blocks'
import type { TableState } from '@/lib/previews/table-handlers'

const MAX_NAMED = 5

/** What is odd about the rows read so far, in sentences. Rows are numbered as in the grid: after the header, from 1. */
export function tableTroubles(
  { ragged, broken, cutRows, columnsLeftOut, stopped }: TableState,
  headerRows: number,
): string[] {
  const number = (row: number) => formatCount(row + 1 - headerRows)
  const troubles: string[] = []
  if (ragged.count > 0) {
    const named = ragged.first
      .slice(0, MAX_NAMED)
      .map(({ row, cells }) => `row ${number(row)} has ${formatCount(cells)}`)
    troubles.push(
      `${rows(ragged.count)} not the ${formatCount(ragged.width)} cells of the first row: ${named.join(', ')}${ragged.count > MAX_NAMED ? ', …' : ''}.`,
    )
  }
  if (broken.count > 0) {
    const named = broken.first.slice(0, MAX_NAMED).map((row) => number(row))
    troubles.push(
      `${broken.count === 1 ? 'A line is' : `${formatCount(broken.count)} lines are`} not JSON: ${named.join(', ')}${broken.count > MAX_NAMED ? ', …' : ''}.`,
    )
  }
  if (cutRows.length > 0) {
    const named = cutRows.slice(0, MAX_NAMED).map((row) => number(row))
    troubles.push(
      `Row ${named.join(', ')} is longer than ${MAX_ROW_BYTES / 1024 / 1024} MiB and shown cut. If that surprises, a quote may not be closed there.`,
    )
  }
  if (columnsLeftOut > 0)
    troubles.push(`${formatCount(columnsLeftOut)} columns more than a preview shows are left out.`)
  if (stopped) troubles.push(stopped)
  return troubles
}

const rows = (count: number) => (count === 1 ? 'A row has' : `${formatCount(count)} rows have`)
