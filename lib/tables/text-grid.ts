const MAX_CELL = 32 // characters
const MAX_COLUMNS = 64

/** Rows as a grid of text, as a terminal shows a data frame; long cells are cut and what is null is `null`. */
export function textGrid(columns: string[], rows: unknown[][]): string {
  const shown = columns.slice(0, MAX_COLUMNS)
  const lines = [shown, ...rows.map((row) => shown.map((_, i) => row[i]))].map((line) => line.map(cellText))
  const widths = shown.map((_, i) => Math.max(...lines.map((line) => [...(line[i] ?? '')].length)))
  const draw = (line: string[]) => `│ ${line.map((cell, i) => padded(cell, widths[i] ?? 0)).join(' ┆ ')} │`
  const rule = (left: string, middle: string, right: string, stroke: string) =>
    left + widths.map((width) => stroke.repeat(width + 2)).join(middle) + right
  const [header = [], ...body] = lines
  const more = columns.length - shown.length
  return [
    rule('┌', '┬', '┐', '─'),
    draw(header),
    rule('╞', '╪', '╡', '═'),
    ...body.map(draw),
    rule('└', '┴', '┘', '─'),
    ...(more > 0 ? [`and ${more} more columns`] : []),
  ].join('\n')
}

function cellText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null')
  const line = [...text.slice(0, MAX_CELL * 4).replaceAll(/[\r\n\t]+/g, ' ')]
  return line.length > MAX_CELL ? `${line.slice(0, MAX_CELL - 1).join('')}…` : line.join('')
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(width - [...cell].length)
}
