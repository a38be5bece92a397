import { AppError } from '@/lib/errors'
import type { Range, RangeReader } from './byte-ranges'
import type { ColumnChunk, RowGroup } from './column-chunk'
import { chunkRange, indexedPages, WHOLE_CHUNK_BYTES } from './leaf-pages'
import { PageWalk } from './page-walk'
import type { PageSpan } from './pages'
import { leavesOf, type SchemaNode } from './schema-tree'

/** What must be read to show some rows of one column of one row group. */
export interface FieldPlan {
  leaves: { chunk: ColumnChunk; dictionary: Range | null; data: Range }[]
  /** Rows of the group that these bytes hold. */
  firstRow: number
  endRow: number
}

interface Planning {
  field: SchemaNode
  group: RowGroup
  rows: Range
  ranges: RangeReader
  fileSize: number
  walks: Map<ColumnChunk, PageWalk>
  signal?: AbortSignal
}

/** Plans to read as little as the file allows: pages where they can be found, else the whole column chunk. */
export async function planField(planning: Planning): Promise<FieldPlan> {
  const { field, group, fileSize } = planning
  const leaves = leavesOf(field)
  const chunks = group.chunks.slice(field.firstLeaf, field.endLeaf)
  if (chunks.length !== leaves.length)
    throw new AppError('invalid', 'This row group lacks a column of the schema: the file is damaged.')
  if (chunks.some(({ encrypted }) => encrypted))
    throw new AppError('invalid', 'This column is encrypted, so it cannot be shown.')
  const whole = chunks.map((chunk) => chunkRange(chunk, fileSize))
  const plan = { leaves: chunks.map((chunk, i) => wholeChunk(chunk, whole[i])), firstRow: 0, endRow: group.rowCount }
  if (whole.every(({ start, end }) => end - start <= WHOLE_CHUNK_BYTES)) return plan
  const pages = await Promise.all(chunks.map((chunk, i) => findPages(planning, chunk, (leaves[i]?.repeats ?? 0) > 0)))
  const cut = pages.every((found) => found !== null) ? commonRows(pages, planning.rows) : null
  if (!cut) return plan
  return {
    leaves: chunks.map((chunk, i) => somePages(chunk, pages[i] ?? [], cut)),
    firstRow: cut.start,
    endRow: cut.end,
  }
}

const wholeChunk = (chunk: ColumnChunk, whole: Range = { start: 0, end: 0 }) => ({
  chunk,
  dictionary: null,
  data: whole,
})

async function findPages(planning: Planning, chunk: ColumnChunk, repeated: boolean): Promise<PageSpan[] | null> {
  const { ranges, fileSize, group, rows, walks, signal } = planning
  const indexed = await indexedPages(chunk, { ranges, fileSize, rowCount: group.rowCount, signal })
  if (indexed) return indexed
  const walk = walks.get(chunk) ?? new PageWalk(chunkRange(chunk, fileSize), repeated)
  walks.set(chunk, walk)
  return (await walk.reach(rows.end, ranges, signal)) ? walk.pages : null
}

/** The narrowest stretch around the wanted rows where the pages of all leaves begin and end together. */
function commonRows(pages: PageSpan[][], { start, end }: Range): Range | null {
  const ends = pages.map((spans) => new Set(spans.map(({ endRow }) => endRow)))
  const starts = pages.map((spans) => new Set(spans.map(({ firstRow }) => firstRow)))
  const first = pages[0] ?? []
  const from = first.findLast(({ firstRow }) => firstRow <= start && starts.every((set) => set.has(firstRow)))
  const to = first.find(({ endRow }) => endRow >= end && ends.every((set) => set.has(endRow)))
  return from && to ? { start: from.firstRow, end: to.endRow } : null
}

function somePages(chunk: ColumnChunk, pages: PageSpan[], rows: Range) {
  const wanted = pages.filter(({ firstRow, endRow }) => firstRow >= rows.start && endRow <= rows.end)
  const { dictionaryPageOffset } = chunk
  const firstPage = pages[0]?.start ?? 0
  const dictionary =
    dictionaryPageOffset !== null && dictionaryPageOffset < firstPage
      ? { start: dictionaryPageOffset, end: firstPage }
      : null
  return { chunk, dictionary, data: { start: wanted[0]?.start ?? 0, end: wanted.at(-1)?.end ?? 0 } }
}
