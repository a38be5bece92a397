import Papa from 'papaparse'
import { textGrid } from './text-grid'

type Reading = { separator: string; hasHeader: boolean /** How many to show. */; rows: number }

/** The first rows of a text as a grid, or null when it is no CSV. A last line that is cut counts as far as it goes. */
export function csvGrid(text: string, { separator, hasHeader, rows }: Reading): string | null {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    delimiter: separator,
    preview: rows + (hasHeader ? 1 : 0),
    skipEmptyLines: true,
  })
  const broken = errors.some(({ type, code }) => type === 'Quotes' && code !== 'MissingQuotes')
  if (data.length === 0 || broken) return null
  const [first = []] = data
  const columns = hasHeader ? first : first.map((_, i) => `column_${i + 1}`)
  return textGrid(columns, hasHeader ? data.slice(1) : data)
}
