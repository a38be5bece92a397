export type Selection = { text: string; start: number; end: number }

/** Replaces what lies between `from` and `to`, and selects anew where that is not the end of what was put in. */
export type Edit = { from: number; to: number; insert: string; select?: { start: number; end: number } }

/** Moves the selected lines by some spaces, to the left where that is negative; without a selection, puts the spaces in. */
export function indentLines({ text, start, end }: Selection, spaces: number): Edit | null {
  if (start === end && spaces > 0) return { from: start, to: end, insert: ' '.repeat(spaces) }
  const from = text.lastIndexOf('\n', start - 1) + 1
  // A selection that ends at the begin of a line does not mean that line.
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end
  const lineEnd = text.indexOf('\n', last)
  const to = lineEnd < 0 ? text.length : lineEnd
  const lines = text.slice(from, to).split('\n')
  const moved = lines.map((line) => (spaces > 0 ? ' '.repeat(spaces) + line : line.slice(dedent(line, -spaces))))
  const insert = moved.join('\n')
  if (insert === text.slice(from, to)) return null
  const first = (moved[0] ?? '').length - (lines[0] ?? '').length
  const grown = insert.length - (to - from)
  return { from, to, insert, select: { start: Math.max(from, start + first), end: Math.max(from, end + grown) } }
}

function dedent(line: string, spaces: number): number {
  const blank = line.length - line.trimStart().length
  return line.startsWith('\t') ? 1 : Math.min(blank, spaces)
}

/** A new line as far in as the one before, and a step further after what opens a block. */
export function newLine({ text, start, end }: Selection, indent: number): Edit {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const blank = line.slice(0, line.length - line.trimStart().length)
  const step = /[{([:]\s*$/.test(line) ? ' '.repeat(indent) : ''
  return { from: start, to: end, insert: `\n${blank}${step}` }
}

/** Where a place of a text is, counted in characters. Lines and columns are from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0
  for (let each = 1; each < line; each++) {
    const next = text.indexOf('\n', start)
    if (next < 0) return text.length
    start = next + 1
  }
  const lineEnd = text.indexOf('\n', start)
  return Math.min(start + column - 1, lineEnd < 0 ? text.length : lineEnd)
}
