/** A column as the grid draws its header. */
export interface GridColumn {
  name: string
  /** Small, below the name; empty where there is nothing to say. */
  type: string
  kind: 'number' | 'text' | 'boolean' | 'time' | 'binary' | 'nested'
}

/** A value, or why there is none. `undefined` instead of a cell: not loaded yet. */
export type GridCell = { text: string | null } | { error: string }

export interface GridWindow {
  rowStart: number
  rowEnd: number
  columnStart: number
  columnEnd: number
}

/** Rows for a grid, loaded as they are looked at. */
export interface GridSource {
  readonly columns: GridColumn[]
  /** As far as known; more may turn up while it is read. */
  readonly rowCount: number
  /** How a cell without a value is shown. */
  readonly absent: string
  /** Whether `rowCount` is all there is. */
  readonly complete: boolean
  cell(row: number, column: number): GridCell | undefined
  /** Says what is on screen now; what was wanted before and is not any more is given up. */
  want(window: GridWindow): void
  /** The whole value, uncut. */
  fullText(row: number, column: number): Promise<string | null>
  subscribe(listener: () => void): () => void
  /** Changes whenever a cell or a count did. */
  readonly version: number
}
