export interface GridPlace {
  row: number
  column: number
}

interface GridExtent {
  rows: number
  columns: number
  /** Rows that fit on the screen. */
  page: number
}

interface Key {
  key: string
  ctrlKey: boolean
  metaKey: boolean
}

/** Where a key of the ARIA grid pattern leads, null for keys that mean something else. */
export function placeAfterKey(
  { key, ctrlKey, metaKey }: Key,
  { row, column }: GridPlace,
  { rows, columns, page }: GridExtent,
): GridPlace | null {
  const far = ctrlKey || metaKey
  const moves = new Map<string, () => GridPlace>([
    ['ArrowUp', () => ({ row: far ? 0 : row - 1, column })],
    ['ArrowDown', () => ({ row: far ? rows - 1 : row + 1, column })],
    ['ArrowLeft', () => ({ row, column: far ? 0 : column - 1 })],
    ['ArrowRight', () => ({ row, column: far ? columns - 1 : column + 1 })],
    ['Home', () => (far ? { row: 0, column: 0 } : { row, column: 0 })],
    ['End', () => (far ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 })],
    ['PageUp', () => ({ row: row - page, column })],
    ['PageDown', () => ({ row: row + page, column })],
  ])
  const move = moves.get(key)
  if (!move) return null
  const next = move()
  return { row: clamp(next.row, rows), column: clamp(next.column, columns) }
}

const clamp = (index: number, count: number) => Math.min(Math.max(0, index), Math.max(0, count - 1))
