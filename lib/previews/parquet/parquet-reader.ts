import type { Data } from 'apache-arrow'
import { LRUCache } from 'lru-cache'
import { AppError } from '@/lib/errors'
import type { ByteSource } from '@/lib/previews/byte-source'
import { type Decode, DecoderCrashed } from './arrow-decoder'
import { arrowText } from './arrow-text'
import { type Range, RangeReader } from './byte-ranges'
import type { ColumnChunk, RowGroup } from './column-chunk'
import { CostlyRead } from './costly-read'
import { type FieldPlan, planField } from './field-plan'
import { type ParquetFooter, readFooter } from './footer'
import { countValues } from './leaf-pages'
import type { PageWalk } from './page-walk'
import { type LeafPages, syntheticFile } from './synthetic-file'

const KEPT_RAW_BYTES = 96 * 1024 * 1024
const KEPT_DECODED_BYTES = 64 * 1024 * 1024
const WINDOW_BYTES = 8 * 1024 * 1024
const MAX_WINDOW_ROWS = 2048
const MIN_WINDOW_ROWS = 16
/** Longer cells are cut in the grid; the cell view asks for the rest. */
export const GRID_CELL_CHARACTERS = 200
const FULL_CELL_CHARACTERS = 1024 * 1024
/** Read without asking. */
export const FREE_BYTES = 64 * 1024 * 1024

/** Values of one column as text, null for null; or why they cannot be shown. */
export type ColumnText = { values: (string | null)[] } | { error: string }

export interface RowsWanted {
  start: number
  end: number
  columns: number[]
  /** Refuses with CostlyRead beyond it. */
  maxBytes?: number
}

interface Window {
  group: number
  column: number
  rows: Range
}

/** Opens a parquet file: reads the footer and nothing else, while the decoder may still be starting. */
export async function openParquet(
  source: ByteSource,
  decode: Decode | Promise<Decode>,
  signal?: AbortSignal,
): Promise<ParquetReader> {
  const { footer, known } = await readFooter(source, signal)
  return new ParquetReader(known, await decode, footer)
}

/** Reads any rows of any columns, and of the file only the row groups or pages that hold them. */
export class ParquetReader {
  private readonly ranges: RangeReader
  private readonly groups = new LRUCache<number, RowGroup>({ max: 8 })
  private loading: Promise<unknown> = Promise.resolve()
  private readonly walks = new Map<ColumnChunk, PageWalk>()
  private readonly decoded = new LRUCache<string, Data[]>({
    maxSize: KEPT_DECODED_BYTES,
    sizeCalculation: (data) => data.reduce((sum, { byteLength }) => sum + byteLength, 1),
  })

  constructor(
    readonly source: ByteSource,
    private readonly decode: Decode,
    readonly footer: ParquetFooter,
  ) {
    this.ranges = new RangeReader(source, KEPT_RAW_BYTES)
  }

  /** Rows `[start, end)` as text, column by column in the order asked for. */
  async read({ start, end, columns, maxBytes = FREE_BYTES }: RowsWanted, signal?: AbortSignal): Promise<ColumnText[]> {
    const stretches = this.stretches({ start, end: Math.min(end, this.footer.rowCount) })
    const wanted = stretches.flatMap(({ group, rows }) =>
      columns.flatMap((column) => this.windowsOf({ group, column, rows })),
    )
    const loaded = await this.load(wanted, maxBytes, signal)
    return columns.map((column) => {
      const error = loaded.failures.get(column)
      if (error) return { error }
      return { values: stretches.flatMap(({ group, rows }) => this.texts({ group, column, rows }, loaded)) }
    })
  }

  /** One whole value, up to a megabyte of text. */
  async cell(row: number, column: number, signal?: AbortSignal): Promise<string | null> {
    const [stretch] = this.stretches({ start: row, end: row + 1 })
    if (!stretch) throw new AppError('not_found', `There is no row ${row + 1} in this file.`)
    const [window] = this.windowsOf({ ...stretch, column })
    if (!window) return null
    const { data, failures } = await this.load([window], Number.POSITIVE_INFINITY, signal)
    const error = failures.get(column)
    if (error) throw new AppError('invalid', error)
    const show = this.showing(column, FULL_CELL_CHARACTERS)
    return textAt(data.get(keyOf(window)), stretch.rows.start - window.rows.start, show)
  }

  /** One group's columns as the footer describes them. */
  rowGroup(index: number): RowGroup {
    const known = this.groups.get(index)
    if (known) return known
    const group = this.footer.rowGroup(index)
    this.groups.set(index, group)
    return group
  }

  private stretches({ start, end }: Range): { group: number; rows: Range }[] {
    const { rowStarts, groupCount } = this.footer
    const found: { group: number; rows: Range }[] = []
    for (let group = groupAt(rowStarts, start); group < groupCount; group++) {
      const first = rowStarts[group] ?? 0
      if (first >= end) break
      const rows = { start: Math.max(start, first) - first, end: Math.min(end, rowStarts[group + 1] ?? 0) - first }
      if (rows.end > rows.start) found.push({ group, rows })
    }
    return found
  }

  private windowsOf({ group, column, rows }: Window): Window[] {
    const { rowCount } = this.rowGroup(group)
    const step = this.windowRows(group, column)
    const found: Window[] = []
    for (let start = rows.start - (rows.start % step); start < rows.end; start += step) {
      found.push({ group, column, rows: { start, end: Math.min(start + step, rowCount) } })
    }
    return found
  }

  /** As many rows at once as keep the decoded values in bounds, by the average of the group. */
  private windowRows(group: number, column: number): number {
    const { chunks, rowCount } = this.rowGroup(group)
    const field = this.footer.schema.children[column]
    const bytes = chunks
      .slice(field?.firstLeaf, field?.endLeaf)
      .reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
    const fitting = WINDOW_BYTES / Math.max(1, bytes / Math.max(1, rowCount))
    return Math.max(MIN_WINDOW_ROWS, Math.min(MAX_WINDOW_ROWS, 2 ** Math.floor(Math.log2(fitting))))
  }

  /** One at a time: what a second one wants is often just being read for the first. */
  private load(windows: Window[], maxBytes: number, signal?: AbortSignal): Promise<Loaded> {
    const turn = this.loading.then(() => {
      signal?.throwIfAborted()
      return this.loadNow(windows, maxBytes, signal)
    })
    this.loading = turn.catch(() => undefined)
    return turn
  }

  private async loadNow(windows: Window[], maxBytes: number, signal?: AbortSignal): Promise<Loaded> {
    const loaded: Loaded = { data: new Map(), failures: new Map() }
    for (const window of windows) {
      const known = this.decoded.get(keyOf(window))
      if (known) loaded.data.set(keyOf(window), known)
    }
    const missing = windows.filter((window) => !loaded.data.has(keyOf(window)))
    const plans = await Promise.all(missing.map((window) => noting(loaded, window, () => this.plan(window, signal))))
    const ranges = plans.flatMap((plan) => (plan ? rangesOf(plan) : []))
    const cost = this.ranges.cost(ranges)
    if (cost > maxBytes) throw new CostlyRead(cost)
    const bytes = new Map<string, Uint8Array>()
    for (const [index, part] of (await this.ranges.read(ranges, signal)).entries())
      bytes.set(rangeKey(ranges[index]), part)
    for (const [index, window] of missing.entries()) {
      const plan = plans[index]
      const data = plan && (await noting(loaded, window, () => this.decodeWindow(window, plan, bytes)))
      if (data) loaded.data.set(keyOf(window), data)
    }
    return loaded
  }

  private plan({ group, column, rows }: Window, signal?: AbortSignal): Promise<FieldPlan> {
    const field = this.footer.schema.children[column]
    if (!field) throw new AppError('not_found', `There is no column ${column + 1} in this file.`)
    const { ranges, walks } = this
    return planField({
      field,
      group: this.rowGroup(group),
      rows,
      ranges,
      walks,
      fileSize: this.source.byteLength,
      signal,
    })
  }

  private decodeWindow(window: Window, plan: FieldPlan, bytes: Map<string, Uint8Array>): Data[] {
    const field = this.footer.schema.children[window.column]
    if (!field) return []
    const leaves = plan.leaves.map(({ chunk, dictionary, data }): LeafPages => {
      const pages = bytes.get(rangeKey(data)) ?? new Uint8Array(0)
      const { dataStart, valueCount } = countValues(pages)
      const own = dictionary ? bytes.get(rangeKey(dictionary)) : pages.subarray(0, dataStart)
      return { chunk, dictionary: own && own.length > 0 ? own : null, data: pages.subarray(dataStart), valueCount }
    })
    const file = syntheticFile(field, leaves, plan.endRow - plan.firstRow)
    const data = this.decode(file, { start: window.rows.start - plan.firstRow, end: window.rows.end - plan.firstRow })
    this.decoded.set(keyOf(window), data)
    return data
  }

  private texts({ group, column, rows }: Window, { data }: Loaded): (string | null)[] {
    const values: (string | null)[] = []
    const show = this.showing(column, GRID_CELL_CHARACTERS)
    for (const window of this.windowsOf({ group, column, rows })) {
      const end = Math.min(window.rows.end, rows.end)
      const decoded = data.get(keyOf(window))
      for (let row = Math.max(window.rows.start, rows.start); row < end; row++) {
        values.push(textAt(decoded, row - window.rows.start, show))
      }
    }
    return values
  }

  private showing(column: number, limit: number) {
    return { limit, uuid: this.footer.schema.children[column]?.element.logical === 'uuid' }
  }
}

interface Loaded {
  data: Map<string, Data[]>
  failures: Map<number, string>
}

/** A column that cannot be read is told in its cells; the others are shown. */
async function noting<T>({ failures }: Loaded, { column }: Window, work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid' || error instanceof DecoderCrashed) throw error
    failures.set(column, error.message)
    return null
  }
}

function textAt(chunks: Data[] | undefined, row: number, show: { limit: number; uuid: boolean }): string | null {
  let index = row
  for (const data of chunks ?? []) {
    if (index < data.length) return arrowText(data, index, show)
    index -= data.length
  }
  return null
}

const rangesOf = ({ leaves }: FieldPlan): Range[] =>
  leaves.flatMap(({ dictionary, data }) => (dictionary ? [dictionary, data] : [data]))

const keyOf = ({ group, column, rows }: Window) => `${group}/${column}/${rows.start}`
const rangeKey = (range?: Range) => `${range?.start}-${range?.end}`

function groupAt(rowStarts: Float64Array, row: number): number {
  let low = 0
  let high = rowStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((rowStarts[middle] ?? 0) <= row) low = middle
    else high = middle - 1
  }
  return low
}
