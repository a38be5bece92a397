export type DiffLine = {
  kind: 'same' | 'added' | 'removed'
  text: string /** From 1, in its own version. */
  line: number
}
/** Lines that follow each other; `skipped` are as many equal ones before them that are not shown. */
export type DiffPart = { skipped: number; lines: DiffLine[] }

const CONTEXT_LINES = 3
/** Beyond it, comparing would take seconds: everything in between then counts as replaced. */
const MAX_CELLS = 4_000_000

/** What changed from one text to another, line by line, with a few equal lines around each change. */
export function diffLines(before: string, after: string): DiffPart[] {
  const old = before.split('\n')
  const now = after.split('\n')
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const middle = compare(old.slice(start, old.length - end), now.slice(start, now.length - end), start)
  const same = (from: number, to: number) =>
    now.slice(from, to).map((text, index): DiffLine => ({ kind: 'same', text, line: from + index + 1 }))
  return shorten([...same(0, start), ...middle, ...same(now.length - end, now.length)])
}

/** The longest common subsequence of what differs at its begin and at its end. */
function compare(old: string[], now: string[], offset: number): DiffLine[] {
  const removed = (index: number): DiffLine => ({ kind: 'removed', text: old[index] ?? '', line: offset + index + 1 })
  const added = (index: number): DiffLine => ({ kind: 'added', text: now[index] ?? '', line: offset + index + 1 })
  if (old.length * now.length > MAX_CELLS) return [...old.map((_, at) => removed(at)), ...now.map((_, at) => added(at))]
  const width = now.length + 1
  const common = new Uint32Array((old.length + 1) * width)
  const at = (row: number, column: number) => common[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--)
      common[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
  const lines: DiffLine[] = []
  let row = 0
  let column = 0
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      lines.push({ kind: 'same', text: now[column] ?? '', line: offset + column + 1 })
      row++
      column++
    } else if (column >= now.length || (row < old.length && at(row + 1, column) >= at(row, column + 1)))
      lines.push(removed(row++))
    else lines.push(added(column++))
  }
  return lines
}

function shorten(lines: DiffLine[]): DiffPart[] {
  const near = lines.map(() => false)
  lines.forEach(({ kind }, index) => {
    if (kind !== 'same') near.fill(true, Math.max(0, index - CONTEXT_LINES), index + CONTEXT_LINES + 1)
  })
  const parts: DiffPart[] = []
  let skipped = 0
  lines.forEach((line, index) => {
    if (!near[index]) skipped++
    else if (index === 0 || !near[index - 1]) {
      parts.push({ skipped, lines: [line] })
      skipped = 0
    } else parts.at(-1)?.lines.push(line)
  })
  return parts
}
