/** What is selected in the list, and where a range starts. */
export type Selection = { keys: ReadonlySet<string>; anchor: string | null }

export type SelectionEvent =
  | { type: 'toggle'; key: string }
  /** From the anchor to this row; the rows are those on screen, in their order. */
  | { type: 'range'; key: string; rows: readonly { key: string }[] }
  | { type: 'all'; rows: readonly { key: string }[] }
  | { type: 'clear' }
  /** After a change of the list: what is gone is no longer selected. */
  | { type: 'keep'; rows: readonly { key: string }[] }

export const nothingSelected: Selection = { keys: new Set(), anchor: null }

/** The selection after an event. The same object when nothing changed. */
export function reduceSelection(selection: Selection, event: SelectionEvent): Selection {
  switch (event.type) {
    case 'toggle':
      return { keys: toggled(selection.keys, event.key), anchor: event.key }
    case 'range':
      return extend(selection, event.key, event.rows)
    case 'all':
      return { ...selection, keys: new Set(event.rows.map((row) => row.key)) }
    case 'clear':
      return selection.keys.size === 0 && selection.anchor === null ? selection : nothingSelected
    case 'keep':
      return keep(selection, event.rows)
  }
}

function toggled(keys: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}

function extend({ keys, anchor }: Selection, key: string, rows: readonly { key: string }[]): Selection {
  const end = rows.findIndex((row) => row.key === key)
  const start = anchor === null ? end : rows.findIndex((row) => row.key === anchor)
  if (end < 0) return { keys, anchor }
  const [first, last] = start < 0 ? [end, end] : [Math.min(start, end), Math.max(start, end)]
  const range = rows.slice(first, last + 1).map((row) => row.key)
  return { keys: new Set([...keys, ...range]), anchor: start < 0 ? key : (anchor ?? key) }
}

function keep(selection: Selection, rows: readonly { key: string }[]): Selection {
  if (selection.keys.size === 0) return selection
  const present = new Set(rows.map((row) => row.key))
  const kept = [...selection.keys].filter((key) => present.has(key))
  if (kept.length === selection.keys.size) return selection
  const anchor = selection.anchor !== null && present.has(selection.anchor) ? selection.anchor : null
  return { keys: new Set(kept), anchor }
}
