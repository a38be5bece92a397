import { MAX_CSV_COLUMNS } from './csv'
import { visibleControls } from './encoding'
import { GridPages } from './grid-pages'
import type { GridColumn, GridWindow } from './grid-source'
import { type ColumnText, GRID_CELL_CHARACTERS } from './parquet/parquet-reader'
import type { Row } from './row-blocks'
import type { OpenTable, TableHandlers, TableState } from './table-handlers'
import { WorkerCalls } from './worker-calls'

const COLUMNS_PER_PAGE = 64

interface TableChoice {
  /** Whether the first row of a CSV names the columns. */
  header: boolean
}

/** A CSV or JSON-lines file behind a worker, as the page sees it. */
export class TableClient {
  private static opened = 0
  /** Tells one opening from another. */
  readonly id = TableClient.opened++
  readonly rows: GridPages
  private readonly headerRows: number

  private constructor(
    private readonly calls: WorkerCalls<TableHandlers>,
    columns: GridColumn[],
    public state: TableState,
    headerRows: number,
    absent: string,
  ) {
    this.headerRows = headerRows
    this.rows = new GridPages({
      columns,
      absent,
      columnsPerPage: COLUMNS_PER_PAGE,
      rowCount: () => Math.max(0, this.state.rowCount - headerRows),
      complete: () => this.state.complete,
      load: (window, signal) => this.read(window, signal),
      fullText: async (row, column) => {
        const [cell] = await this.read(
          { rowStart: row, rowEnd: row + 1, columnStart: column, columnEnd: column + 1 },
          undefined,
          Number.POSITIVE_INFINITY,
        )
        return cell && 'values' in cell ? (cell.values[0] ?? null) : null
      },
    })
  }

  /** Starts a worker, opens the file in it and reads the first rows. */
  static async open(table: OpenTable, { header }: TableChoice, signal?: AbortSignal): Promise<TableClient> {
    const worker = new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module' })
    const calls = new WorkerCalls<TableHandlers>(worker)
    try {
      const { firstRow, state } = await calls.call('open', table, signal)
      const named = table.format === 'ndjson' || header
      const { rows } = await calls.call(
        'read',
        { start: 0, end: 200, columnStart: 0, columnEnd: MAX_CSV_COLUMNS, limit: 100 },
        signal,
      )
      const headerRows = table.format === 'csv' && header ? 1 : 0
      const columns = describeColumns(named ? firstRow : [], rows.slice(headerRows))
      return new TableClient(calls, columns, state, headerRows, table.format === 'csv' ? 'no cell' : 'null')
    } catch (error) {
      calls.close()
      throw error
    }
  }

  /** Reads on until the row is known or the file ends. */
  async reach(row: number, signal: AbortSignal): Promise<void> {
    while (!this.state.complete && this.rows.rowCount <= row) {
      this.state = await this.calls.call('reach', row + 1 + this.headerRows, signal)
      this.rows.changed()
    }
  }

  close(): void {
    this.calls.close()
  }

  private async read(
    { rowStart, rowEnd, columnStart, columnEnd }: GridWindow,
    signal?: AbortSignal,
    limit = GRID_CELL_CHARACTERS,
  ): Promise<ColumnText[]> {
    const { headerRows } = this
    const range = { start: rowStart + headerRows, end: rowEnd + headerRows, columnStart, columnEnd, limit }
    const { rows, state } = await this.calls.call('read', range, signal)
    this.state = state
    return Array.from({ length: columnEnd - columnStart }, (_, column) => ({
      values: rows.map((row) => visible(row[column] ?? null)),
    }))
  }
}

const visible = (text: string | null) => (text === null ? null : visibleControls(text))

const NUMBER = /^-?(\d+|\d*\.\d+|\d{1,3}(,\d{3})+(\.\d+)?)([eE][+-]?\d+)?%?$/

/** Names, and a guess from the first rows whether a column holds numbers. */
function describeColumns(names: Row, rows: Row[]): GridColumn[] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), names.length)
  return Array.from({ length: width }, (_, index) => {
    const name = names[index] ?? null
    const cells = rows.map((row) => row[index]).filter((cell) => cell !== undefined && cell !== null && cell !== '')
    const number = cells.length > 0 && cells.every((cell) => NUMBER.test((cell ?? '').trim()))
    return {
      name: name === null || name === '' ? `column ${index + 1}` : visibleControls(name),
      type: '',
      kind: number ? 'number' : 'text',
    }
  })
}
