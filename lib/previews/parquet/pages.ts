import { AppError } from '@/lib/errors'
import { ThriftCursor } from './thrift-cursor'

/** A page as its header describes it. */
export interface PageHeader {
  kind: 'data' | 'dictionary' | 'other'
  headerBytes: number
  compressedSize: number
  uncompressedSize: number
  valueCount: number
  /** Only pages of version 2 say it. */
  rowCount: number | null
}

/** A data page of a column chunk: bytes `[start, end)` of the file, rows `[firstRow, endRow)` of the group. */
export interface PageSpan {
  start: number
  end: number
  firstRow: number
  endRow: number
}

/** Headers carry statistics of unbounded length; real ones stay far below this. */
export const MAX_HEADER_BYTES = 16 * 1024
/** What one page may claim to unpack to: a page is decoded as a whole, in the memory of a browser tab. */
const MAX_PAGE_BYTES = 512 * 1024 * 1024

/** Reads the page header at a position of `bytes`; throws where there is none. */
export function readPageHeader(bytes: Uint8Array, position: number): PageHeader {
  const cursor = new ThriftCursor(bytes, position)
  const header: PageHeader = {
    kind: 'other',
    headerBytes: 0,
    compressedSize: 0,
    uncompressedSize: 0,
    valueCount: 0,
    rowCount: null,
  }
  cursor.struct((field) => {
    if (field === 1) header.kind = pageKind(cursor.int())
    else if (field === 2) header.uncompressedSize = cursor.int()
    else if (field === 3) header.compressedSize = cursor.int()
    else if (field === 5 || field === 7 || field === 8) readCounts(cursor, header, field === 8)
    else return false
    return true
  })
  header.headerBytes = cursor.position - position
  if (header.compressedSize < 0 || header.uncompressedSize < 0)
    throw new AppError('invalid', 'A page of this parquet file is damaged.')
  if (header.uncompressedSize > MAX_PAGE_BYTES) {
    throw new AppError(
      'invalid',
      `A page of this column claims to unpack to ${header.uncompressedSize.toLocaleString('en')} bytes, which is more than a preview can hold.`,
    )
  }
  return header
}

const pageKind = (type: number) => (type === 0 || type === 3 ? 'data' : type === 2 ? 'dictionary' : 'other')

function readCounts(cursor: ThriftCursor, header: PageHeader, version2: boolean): void {
  cursor.struct((field) => {
    if (field === 1) header.valueCount = cursor.int()
    else if (field === 3 && version2) header.rowCount = cursor.int()
    else return false
    return true
  })
}

/** Turns an offset index into spans. */
export function readOffsetIndex(bytes: Uint8Array, rowCount: number): PageSpan[] {
  const spans: PageSpan[] = []
  const cursor = new ThriftCursor(bytes)
  cursor.struct((field) => {
    if (field !== 1) return false
    cursor.each(() => spans.push(readLocation(cursor)))
    return true
  })
  for (const [index, span] of spans.entries()) span.endRow = spans[index + 1]?.firstRow ?? rowCount
  if (spans.some((span) => span.endRow < span.firstRow || span.end < span.start)) {
    throw new AppError('invalid', 'The page index of this parquet file is damaged.')
  }
  return spans
}

function readLocation(cursor: ThriftCursor): PageSpan {
  const span: PageSpan = { start: 0, end: 0, firstRow: 0, endRow: 0 }
  let size = 0
  cursor.struct((field) => {
    if (field === 1) span.start = cursor.int()
    else if (field === 2) size = cursor.int()
    else if (field === 3) span.firstRow = cursor.int()
    else return false
    return true
  })
  span.end = span.start + size
  return span
}
