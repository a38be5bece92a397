import 'server-only'
import type { Readable } from 'node:stream'
import { askTable } from './ask-table'
import { exportStream } from './export-stream'
import { type PoolSettings, poolSettings } from './limits'
import type { CountRequest, PageRequest, TableLimits } from './protocol'
import { Slots } from './slots'
import type { SpillFolders } from './spill-folders'
import { TableProcess } from './table-process'
import type { TableSource } from './table-source'

/** A process that has opened the file of that identity. */
type Bound = { process: TableProcess; identity: string | null; timer?: NodeJS.Timeout }

/**
 * Runs queries in processes of their own, few at a time. A process that has read a file waits for more of it, since people
 * scroll on; one without a file waits for the next file, since starting takes longer than most queries.
 */
export class ProcessPool {
  private readonly queries: Slots
  private readonly exports: Slots
  private readonly idle: Bound[] = []
  private spare: { process: Promise<TableProcess | null>; timer: NodeJS.Timeout } | null = null

  constructor(
    private readonly spillFolders: SpillFolders,
    private readonly settings: PoolSettings = poolSettings(),
  ) {
    this.queries = new Slots(settings.queries, settings.patienceMs)
    this.exports = new Slots(settings.exports, settings.patienceMs)
  }

  /** The answer to one request about a source, unparsed. */
  async query(source: TableSource, request: PageRequest | CountRequest, signal?: AbortSignal): Promise<unknown> {
    const release = await this.queries.take(signal)
    try {
      const bound = this.takeIdle(source.identity) ?? (await this.bind(source, this.settings.queryLimits, signal))
      try {
        return await askTable(bound.process, request, { key: source.key, signal, limitMs: this.settings.queryMs })
      } finally {
        this.keep(bound)
      }
    } finally {
      release()
      this.prepareSpare()
    }
  }

  /** All rows of a parquet source as CSV; the stream, consumed or destroyed, ends its process. */
  async export(source: TableSource, signal?: AbortSignal): Promise<Readable> {
    const release = await this.exports.take(signal)
    try {
      const { process } = await this.bind(source, this.settings.exportLimits, signal)
      await askTable(process, { kind: 'export' }, { key: source.key, signal, limitMs: this.settings.queryMs }).catch(
        (error) => {
          process.kill()
          throw error
        },
      )
      return exportStream(process, { key: source.key, signal, stallMs: this.settings.queryMs, release })
    } catch (error) {
      release()
      throw error
    }
  }

  /** Ends every process that waits. */
  close(): void {
    for (const bound of this.idle.splice(0)) bound.process.kill()
    this.dropSpare()
  }

  private async bind(source: TableSource, limits: TableLimits, signal?: AbortSignal): Promise<Bound> {
    const file = await source.hold(signal)
    const process = await this.takeProcess().catch((error) => {
      file.release()
      throw error
    })
    // The engine looks a file up by its name at each query, so that must stay.
    void process.ended.then(file.release)
    try {
      const spillFolder = await this.spillFolders.make(process.ended)
      const request = { kind: 'open' as const, path: file.path, stamp: file.stamp, spillFolder, limits }
      await askTable(process, request, { key: source.key, signal, limitMs: this.settings.queryMs })
      return { process, identity: source.identity }
    } catch (error) {
      process.kill()
      throw error
    }
  }

  private takeIdle(identity: string | null): Bound | null {
    const place = identity === null ? -1 : this.idle.findIndex((bound) => bound.identity === identity)
    const [bound] = place === -1 ? [] : this.idle.splice(place, 1)
    clearTimeout(bound?.timer)
    return bound?.process.isAlive ? bound : null
  }

  private keep(bound: Bound): void {
    if (bound.identity === null) bound.process.kill()
    if (!bound.process.isAlive) return
    bound.timer = setTimeout(() => this.drop(bound), this.settings.idleMs)
    this.idle.push(bound)
    const [oldest] = this.idle
    if (oldest && this.idle.length > this.settings.idle) this.drop(oldest)
  }

  private drop(bound: Bound): void {
    clearTimeout(bound.timer)
    bound.process.kill()
    const place = this.idle.indexOf(bound)
    if (place !== -1) this.idle.splice(place, 1)
  }

  private async takeProcess(): Promise<TableProcess> {
    const { spare } = this
    this.spare = null
    clearTimeout(spare?.timer)
    const process = await spare?.process
    return process?.isAlive ? process : TableProcess.start()
  }

  private prepareSpare(): void {
    if (this.spare) {
      this.spare.timer.refresh()
      return
    }
    // Whoever needs one and gets none starts another, and hears why that failed.
    const process = TableProcess.start().catch(() => null)
    this.spare = { process, timer: setTimeout(() => this.dropSpare(), this.settings.idleMs) }
  }

  private dropSpare(): void {
    clearTimeout(this.spare?.timer)
    void this.spare?.process.then((process) => process?.kill())
    this.spare = null
  }
}
