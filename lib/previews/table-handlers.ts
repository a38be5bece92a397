import { AppError } from '@/lib/errors'
import type { ByteSource, ReadStats } from './byte-source'
import { type CsvFile, openCsv } from './csv'
import { type NdjsonFile, openNdjson } from './ndjson'
import type { RemoteFile } from './parquet/parquet-handlers'
import type { Row } from './row-blocks'

export interface OpenTable extends RemoteFile {
  format: 'csv' | 'ndjson'
  /** Null: guessed. */
  delimiter: string | null
}

/** What is known about a table at this moment. */
export interface TableState {
  rowCount: number
  complete: boolean
  bytesKnown: number
  stats: ReadStats
  encodingNote: string | null
  delimiter: string | null
  /** Rows with another number of cells than the first, from 0. */
  ragged: CsvFile['ragged'] & { width: number }
  columnsLeftOut: number
  /** Lines that are not JSON. */
  broken: NdjsonFile['broken']
  cutRows: number[]
  stopped: string | null
}

/** What a table worker answers. */
export type TableHandlers = {
  open(table: OpenTable, signal: AbortSignal): Promise<{ firstRow: Row; state: TableState }>
  read(
    range: { start: number; end: number; columnStart: number; columnEnd: number; limit: number },
    signal: AbortSignal,
  ): Promise<{ rows: Row[]; state: TableState }>
  /** Reads on for a while towards a row; the caller asks again until it is there. */
  reach(row: number, signal: AbortSignal): Promise<TableState>
}

const NO_TROUBLE = { count: 0, first: [] }
const REACH_MILLISECONDS = 200

/** The handlers over any source: the worker's is HTTP. */
export function tableHandlers(openSource: (file: RemoteFile) => ByteSource): TableHandlers {
  let open: { source: ByteSource; csv?: CsvFile; ndjson?: NdjsonFile } | null = null
  const opened = () => {
    const file = open?.csv ?? open?.ndjson
    if (!open || !file) throw new AppError('conflict', 'The file is not open yet.')
    return { ...open, blocks: file.blocks, encodingNote: file.encodingNote }
  }
  const state = (): TableState => {
    const { source, csv, ndjson, blocks, encodingNote } = opened()
    return {
      rowCount: blocks.rowCount,
      complete: blocks.done,
      bytesKnown: blocks.bytesKnown,
      stats: { ...source.stats },
      encodingNote,
      delimiter: csv?.delimiter ?? null,
      ragged: { ...(csv?.ragged ?? NO_TROUBLE), width: csv?.width ?? 0 },
      columnsLeftOut: csv?.columnsLeftOut ?? 0,
      broken: ndjson?.broken ?? NO_TROUBLE,
      cutRows: [...blocks.cutRows],
      stopped: blocks.stopped,
    }
  }
  return {
    async open({ format, delimiter, ...file }, signal) {
      const source = openSource(file)
      open =
        format === 'csv'
          ? { source, csv: await openCsv(source, { delimiter }, signal) }
          : { source, ndjson: await openNdjson(source, signal) }
      const [first = []] = await opened().blocks.read(0, 1, signal)
      return { firstRow: open.ndjson?.columns ?? first, state: state() }
    },
    async read({ start, end, columnStart, columnEnd, limit }, signal) {
      const rows = await opened().blocks.read(start, end, signal)
      return {
        rows: rows.map((row) => row.slice(columnStart, columnEnd).map((cell) => cut(cell, limit))),
        state: state(),
      }
    },
    async reach(row, signal) {
      const until = performance.now() + REACH_MILLISECONDS
      const { blocks } = opened()
      while (!blocks.done && blocks.rowCount < row && performance.now() < until)
        await blocks.reach(blocks.rowCount + 1, signal)
      return state()
    },
  }
}

const cut = (cell: string | null, limit: number) =>
  cell !== null && cell.length > limit ? `${cell.slice(0, limit)}…` : cell
