const TAIL = 14
const SHORT = 28

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Where a long name may be cut: what follows, with the ending, always shows; `null` when it is short enough to stay whole. */
export function findCut(name: string): number | null {
  return name.length > SHORT ? lastBoundary(name, name.length - TAIL) : null
}

/** The last place at or before `index` that does not tear a character apart. */
function lastBoundary(name: string, index: number): number {
  const from = Math.max(0, index - 32)
  return from + (segmenter.segment(name.slice(from)).containing(index - from)?.index ?? 0)
}
