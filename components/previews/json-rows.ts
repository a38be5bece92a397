import { childrenOf, countChildren, type JsonSpan, stringAt } from '@/lib/previews/json-scan'

/** A line of the tree. */
export interface JsonRow {
  /** Names the place: `$.list[3].name`. */
  path: string
  depth: number
  key: string | number | null
  span: JsonSpan
  /** Of an object or array; null for values. */
  childCount: number | null
  open: boolean
  /** Stands for children that are not listed yet. */
  more?: number
}

export const CHILDREN_PER_STEP = 1000

/** How many children of a place are listed; absent: it is closed. */
export type OpenPaths = ReadonlyMap<string, number>

interface JsonText {
  text: string
  root: JsonSpan
  /** Counts of children by the place where their parent begins, filled as they are needed. */
  counts: Map<number, number>
}

/** The lines of the tree as it is opened now. */
export function jsonRows(json: JsonText, open: OpenPaths): JsonRow[] {
  const { text, root } = json
  const rows: JsonRow[] = []
  const add = (span: JsonSpan, { path, key, depth }: Pick<JsonRow, 'path' | 'key' | 'depth'>) => {
    const nested = span.kind === 'object' || span.kind === 'array'
    const limit = nested ? open.get(path) : undefined
    const childCount = nested ? countOnce(json, span) : null
    rows.push({ path, depth, key, span, childCount, open: limit !== undefined })
    if (limit === undefined) return
    const { children, more } = childrenOf(text, span, { limit })
    for (const child of children) add(child, { path: childPath(path, child.key), key: child.key, depth: depth + 1 })
    if (more)
      rows.push({
        path: `${path} more`,
        depth: depth + 1,
        key: null,
        span,
        childCount: null,
        open: false,
        more: (childCount ?? 0) - limit,
      })
  }
  add(root, { path: '$', key: null, depth: 0 })
  return rows
}

/** Counting scans the whole value, so it is done once per place. */
function countOnce({ text, counts }: JsonText, span: JsonSpan): number {
  const known = counts.get(span.start)
  if (known !== undefined) return known
  const count = countChildren(text, span)
  counts.set(span.start, count)
  return count
}

/** A path as JavaScript would write it. */
function childPath(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`
}

/** What a value copies as: strings without quotes, everything else as it is written. */
export const copyText = (text: string, span: JsonSpan) =>
  span.kind === 'string' ? stringAt(text, span) : text.slice(span.start, span.end)
