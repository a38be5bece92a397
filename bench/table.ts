/** Prints rows as an aligned table with a heading, and returns the same as Markdown for bench/README.md. */
export function printTable(title: string, columns: string[], rows: string[][]): string {
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  const text = [`### ${title}`, '', line(columns), rule, ...rows.map(line)].join('\n')
  console.log(`\n${text}`)
  return text
}

/** `1.23` for ratios, `12.3 ms`, `456 MB/s`: three significant digits. */
export function digits(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

/** The middle of some measurements: one slow run does not move it. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
