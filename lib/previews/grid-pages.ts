import { LRUCache } from 'lru-cache'
import type { GridCell, GridColumn, GridSource, GridWindow } from './grid-source'
import type { ColumnText } from './parquet/parquet-reader'

interface PageLoader {
  columns: GridColumn[]
  /** How a cell without a value is shown; `null` when nothing is said. */
  absent?: string
  /** How many columns are loaded together. */
  columnsPerPage: number
  rowCount(): number
  complete(): boolean
  load(window: GridWindow, signal: AbortSignal): Promise<ColumnText[]>
  fullText(row: number, column: number): Promise<string | null>
}

const ROWS_PER_PAGE = 128
const KEPT_CHARACTERS = 16 * 1024 * 1024
const MAX_PARALLEL_PAGES = 4

/** Loads a grid page by page, keeps the latest, gives up those that were scrolled past. */
export class GridPages implements GridSource {
  version = 0
  /** Why loading stopped; `retry` goes on. */
  problem: unknown = null
  private readonly kept = new LRUCache<string, ColumnText[]>({ maxSize: KEPT_CHARACTERS, sizeCalculation: weigh })
  private readonly pending = new Map<string, AbortController>()
  private readonly listeners = new Set<() => void>()
  /** Neighbours that could not be had: nobody asked for them, so nobody is told. */
  private readonly givenUp = new Set<string>()
  private wanted: GridWindow = { rowStart: 0, rowEnd: 0, columnStart: 0, columnEnd: 0 }

  constructor(private readonly loader: PageLoader) {}

  get columns() {
    return this.loader.columns
  }

  get absent() {
    return this.loader.absent ?? 'null'
  }

  get rowCount() {
    return this.loader.rowCount()
  }

  get complete() {
    return this.loader.complete()
  }

  cell(row: number, column: number): GridCell | undefined {
    const { columnsPerPage } = this.loader
    const texts = this.kept.get(keyOf(Math.floor(row / ROWS_PER_PAGE), Math.floor(column / columnsPerPage)))
    const own = texts?.[column % columnsPerPage]
    if (!own) return undefined
    if ('error' in own) return own
    const text = own.values[row % ROWS_PER_PAGE]
    return text === undefined ? undefined : { text }
  }

  want(window: GridWindow): void {
    this.wanted = window
    this.givenUp.clear()
    const pages = this.pagesOf(window)
    const keys = new Set(pages.map(({ key }) => key))
    for (const [key, controller] of this.pending) if (!keys.has(key)) controller.abort()
    this.startMissing()
  }

  retry(): void {
    this.problem = null
    this.changed()
    this.startMissing()
  }

  fullText(row: number, column: number) {
    return this.loader.fullText(row, column)
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Tells the grid that something is new. */
  changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }

  private startMissing(): void {
    if (this.problem !== null) return
    const start = (page: Page, ahead: boolean) => {
      if (this.pending.size >= MAX_PARALLEL_PAGES || this.isLoaded(page) || this.pending.has(page.key)) return
      if (!this.givenUp.has(page.key)) void this.load(page, ahead)
    }
    for (const page of this.pagesOf(this.wanted)) start(page, false)
    for (const page of this.neighbours()) start(page, true)
  }

  /** A page at the end of what is known can have been loaded before there were more rows. */
  private isLoaded({ key, window }: Page): boolean {
    const first = this.kept.get(key)?.[0]
    if (!first) return false
    return 'error' in first || first.values.length >= Math.min(window.rowEnd, this.rowCount) - window.rowStart
  }

  private async load({ key, window }: Page, ahead: boolean): Promise<void> {
    const controller = new AbortController()
    this.pending.set(key, controller)
    try {
      this.kept.set(key, await this.loader.load(window, controller.signal))
    } catch (error) {
      if (ahead) this.givenUp.add(key)
      else if (!controller.signal.aborted) this.problem = error
    }
    this.pending.delete(key)
    this.changed()
    this.startMissing()
  }

  private pagesOf({ rowStart, rowEnd, columnStart, columnEnd }: GridWindow): Page[] {
    const { columnsPerPage, columns } = this.loader
    const pages: Page[] = []
    for (let row = Math.floor(rowStart / ROWS_PER_PAGE); row * ROWS_PER_PAGE < rowEnd; row++) {
      for (let column = Math.floor(columnStart / columnsPerPage); column * columnsPerPage < columnEnd; column++) {
        const window = {
          rowStart: row * ROWS_PER_PAGE,
          rowEnd: (row + 1) * ROWS_PER_PAGE,
          columnStart: column * columnsPerPage,
          columnEnd: Math.min((column + 1) * columnsPerPage, columns.length),
        }
        pages.push({ key: keyOf(row, column), window })
      }
    }
    return pages
  }

  /** What comes next in the direction of reading: loaded once everything on screen is there. */
  private neighbours(): Page[] {
    const { rowStart, rowEnd, columnStart, columnEnd } = this.wanted
    if (this.pending.size > 0 || rowEnd === 0) return []
    const next = {
      rowStart: Math.min(rowEnd, this.rowCount),
      rowEnd: Math.min(rowEnd + ROWS_PER_PAGE, this.rowCount),
      columnStart,
      columnEnd,
    }
    const before = { rowStart: Math.max(0, rowStart - ROWS_PER_PAGE), rowEnd: rowStart, columnStart, columnEnd }
    return [...this.pagesOf(next), ...this.pagesOf(before)]
  }
}

interface Page {
  key: string
  window: GridWindow
}

const keyOf = (row: number, column: number) => `${row}/${column}`

const weigh = (columns: ColumnText[]) =>
  columns.reduce(
    (sum, column) =>
      sum + 1 + ('error' in column ? 0 : column.values.reduce((own, text) => own + (text?.length ?? 0) + 8, 0)),
    1,
  )
