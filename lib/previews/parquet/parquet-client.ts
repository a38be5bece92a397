import type { ReadStats } from '@/lib/previews/byte-source'
import { GridPages } from '@/lib/previews/grid-pages'
import { WorkerCalls, WorkerCrashed } from '@/lib/previews/worker-calls'
import type { CostlyRead } from './costly-read'
import type { ParquetSummary } from './describe-parquet'
import type { ParquetHandlers, RemoteFile } from './parquet-handlers'
import { FREE_BYTES } from './parquet-reader'

const COLUMNS_PER_PAGE = 16

type Calls = WorkerCalls<ParquetHandlers>

/** A parquet file behind a worker, as the page sees it. A crashed worker is replaced at the next call. */
export class ParquetClient {
  readonly rows: GridPages
  private maxBytes = FREE_BYTES

  private constructor(
    private readonly file: RemoteFile,
    private calls: Calls | null,
    readonly summary: ParquetSummary,
    public stats: ReadStats,
  ) {
    this.rows = new GridPages({
      columns: summary.columns,
      columnsPerPage: COLUMNS_PER_PAGE,
      rowCount: () => summary.rowCount,
      complete: () => true,
      load: ({ rowStart, rowEnd, columnStart, columnEnd }, signal) => {
        const columns = Array.from({ length: columnEnd - columnStart }, (_, i) => columnStart + i)
        return this.read({ start: rowStart, end: rowEnd, columns }, signal)
      },
      fullText: (row, column) => this.fullText(row, column),
    })
  }

  /** Starts a worker and opens the file in it. */
  static async open(file: RemoteFile, signal?: AbortSignal): Promise<ParquetClient> {
    const calls = startWorker()
    try {
      const { summary, stats } = await calls.call('open', file, signal)
      return new ParquetClient(file, calls, summary, stats)
    } catch (error) {
      calls.close()
      throw error
    }
  }

  /** Goes on after CostlyRead. */
  allow({ bytes }: CostlyRead): void {
    this.maxBytes = Math.max(this.maxBytes, bytes)
    this.rows.retry()
  }

  async groups(range: { start: number; end: number }) {
    return this.withWorker((calls) => calls.call('groups', range))
  }

  close(): void {
    this.calls?.close()
  }

  private async read(wanted: { start: number; end: number; columns: number[] }, signal: AbortSignal) {
    const { maxBytes } = this
    const { columns, stats } = await this.withWorker((calls) => calls.call('read', { ...wanted, maxBytes }, signal))
    this.stats = stats
    return columns
  }

  private async fullText(row: number, column: number) {
    const { text, stats } = await this.withWorker((calls) => calls.call('cell', { row, column }))
    this.stats = stats
    return text
  }

  private async withWorker<T>(use: (calls: Calls) => Promise<T>): Promise<T> {
    const calls = this.calls ?? startWorker()
    try {
      if (!this.calls) {
        this.calls = calls
        await calls.call('open', this.file)
      }
      return await use(calls)
    } catch (error) {
      if (error instanceof WorkerCrashed && this.calls === calls) this.calls = null
      throw error
    }
  }
}

const startWorker = (): Calls =>
  new WorkerCalls<ParquetHandlers>(new Worker(new URL('./parquet.worker.ts', import.meta.url), { type: 'module' }))
