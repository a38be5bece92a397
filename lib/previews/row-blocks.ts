import { LRUCache } from 'lru-cache'
import type { ByteSource } from './byte-source'

export type Row = (string | null)[]

/** What a format makes of bytes that begin at a row. */
interface ParsedBlock {
  rows: Row[]
  /** Bytes of whole rows; what follows belongs to the next block. */
  consumed: number
}

export interface RowFormat {
  /** Byte at which the first row begins. */
  start: number
  /** `last`: nothing follows these bytes, so the row at the end is whole. */
  parse(bytes: Uint8Array, last: boolean): ParsedBlock
  /** Parses the beginning of a row that is too long to be read whole. */
  parseCut(bytes: Uint8Array): Row
  /** Where the next row begins after a line end, or -1. */
  afterLineEnd(bytes: Uint8Array): number
}

interface Block {
  start: number
  end: number
  firstRow: number
  rowCount: number
}

export const BLOCK_BYTES = 256 * 1024
/** A row longer than this is shown cut. */
export const MAX_ROW_BYTES = 2 * 1024 * 1024
const SKIP_BYTES = 4 * 1024 * 1024
/** How far the end of a row that is too long is looked for. */
const MAX_SKIP_BYTES = 256 * 1024 * 1024
const KEPT_BYTES = 24 * 1024 * 1024

/** Rows of a file that can only be read from the start: remembers where blocks begin, keeps the latest few. */
export class RowBlocks {
  private readonly blocks: Block[] = []
  private readonly kept: LRUCache<number, Row[]>
  private reading: Promise<unknown> = Promise.resolve()
  /** Rows that were longer than MAX_ROW_BYTES, at most a few of them. */
  readonly cutRows: number[] = []
  done = false
  /** The file could not be followed to its end: why. */
  stopped: string | null = null

  constructor(
    private readonly source: ByteSource,
    private readonly format: RowFormat,
    /** Called once for every row, in order. */
    private readonly onRow: (row: Row, index: number) => void = () => {},
  ) {
    this.kept = new LRUCache({ maxSize: KEPT_BYTES, sizeCalculation: weigh })
    if (format.start >= source.byteLength) this.done = true
  }

  get rowCount(): number {
    const last = this.blocks.at(-1)
    return last ? last.firstRow + last.rowCount : 0
  }

  /** Bytes that have been looked at from the start. */
  get bytesKnown(): number {
    return this.blocks.at(-1)?.end ?? this.format.start
  }

  /** Reads on until the row is known or the file ends. One caller reads at a time, the others wait for it. */
  async reach(row: number, signal?: AbortSignal, onProgress?: () => void): Promise<void> {
    while (!this.done && this.rowCount < row) {
      signal?.throwIfAborted()
      const turn = this.reading.then(() => (this.rowCount < row && !this.done ? this.readNext(signal) : undefined))
      this.reading = turn.catch(() => undefined)
      await turn
      onProgress?.()
    }
  }

  /** Rows `[start, end)`, fewer where the file ends before. */
  async read(start: number, end: number, signal?: AbortSignal): Promise<Row[]> {
    await this.reach(end, signal)
    const rows: Row[] = []
    for (let i = this.blockOf(start); i < this.blocks.length; i++) {
      const block = this.blocks[i]
      if (!block || block.firstRow >= end) break
      const own = this.kept.get(i) ?? (await this.readAgain(i, block, signal))
      rows.push(...own.slice(Math.max(0, start - block.firstRow), Math.max(0, end - block.firstRow)))
    }
    return rows
  }

  private async readAgain(index: number, block: Block, signal?: AbortSignal): Promise<Row[]> {
    const bytes = await this.source.slice(block.start, Math.min(block.end, block.start + MAX_ROW_BYTES * 2), signal)
    const cut = block.rowCount === 1 && block.end - block.start > MAX_ROW_BYTES
    const rows = cut ? [this.format.parseCut(bytes.subarray(0, MAX_ROW_BYTES))] : this.format.parse(bytes, true).rows
    this.kept.set(index, rows)
    return rows
  }

  private async readNext(signal?: AbortSignal): Promise<void> {
    const start = this.bytesKnown
    for (let size = BLOCK_BYTES; ; size *= 2) {
      const bytes = await this.source.slice(start, Math.min(start + size, this.source.byteLength), signal)
      const last = start + size >= this.source.byteLength
      const { rows, consumed } = this.format.parse(bytes, last)
      if (rows.length > 0 || last) return this.append(start, start + (last ? bytes.length : consumed), rows, last)
      if (size >= MAX_ROW_BYTES) return this.appendCut(start, bytes.subarray(0, MAX_ROW_BYTES), signal)
    }
  }

  private append(start: number, end: number, rows: Row[], last: boolean): void {
    const firstRow = this.rowCount
    for (const [index, row] of rows.entries()) this.onRow(row, firstRow + index)
    this.kept.set(this.blocks.length, rows)
    this.blocks.push({ start, end, firstRow, rowCount: rows.length })
    this.done = last
  }

  private async appendCut(start: number, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    const end = await this.findLineEnd(start + bytes.length, signal)
    if (this.cutRows.length < 20) this.cutRows.push(this.rowCount)
    this.append(
      start,
      end ?? this.source.byteLength,
      [this.format.parseCut(bytes)],
      end === null || end >= this.source.byteLength,
    )
  }

  private async findLineEnd(from: number, signal?: AbortSignal): Promise<number | null> {
    for (let position = from; position < this.source.byteLength; position += SKIP_BYTES) {
      if (position - from >= MAX_SKIP_BYTES) {
        this.stopped = `Row ${this.rowCount + 1} is longer than ${MAX_SKIP_BYTES / 1024 / 1024} MiB; what follows it is not shown.`
        return null
      }
      const bytes = await this.source.slice(position, Math.min(position + SKIP_BYTES, this.source.byteLength), signal)
      const found = this.format.afterLineEnd(bytes)
      if (found >= 0) return position + found
    }
    return this.source.byteLength
  }

  private blockOf(row: number): number {
    let low = 0
    let high = this.blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.blocks[middle]?.firstRow ?? 0) <= row) low = middle
      else high = middle - 1
    }
    return Math.max(0, low)
  }
}

const weigh = (rows: Row[]) =>
  rows.reduce((sum, row) => row.reduce((own, cell) => own + (cell?.length ?? 0) + 16, sum), 1)
