import type { ThriftCursor } from './thrift-cursor'

/** Where the values of one column of one row group are and what the writer noted about them. */
export interface ColumnChunk {
  type: number
  encodings: number[]
  path: string[]
  codec: number
  valueCount: number
  uncompressedSize: number
  compressedSize: number
  dataPageOffset: number
  /** Null where the column has no dictionary. */
  dictionaryPageOffset: number | null
  offsetIndex: { start: number; end: number } | null
  statistics: ChunkStatistics | null
  encrypted: boolean
}

interface ChunkStatistics {
  min: Uint8Array | null
  max: Uint8Array | null
  nullCount: number | null
  distinctCount: number | null
}

export interface RowGroup {
  rowCount: number
  totalByteSize: number
  chunks: ColumnChunk[]
}

/** Reads a whole row group; its columns can be many, so this happens for one group at a time. */
export function readRowGroup(cursor: ThriftCursor): RowGroup {
  const group: RowGroup = { rowCount: 0, totalByteSize: 0, chunks: [] }
  cursor.struct((field) => {
    if (field === 1) cursor.each(() => group.chunks.push(readColumnChunk(cursor)))
    else if (field === 2) group.totalByteSize = cursor.int()
    else if (field === 3) group.rowCount = cursor.int()
    else return false
    return true
  })
  return group
}

/** Only the number of rows, leaving the columns unread. */
export function readRowCount(cursor: ThriftCursor): number {
  let rowCount = 0
  cursor.struct((field) => {
    if (field !== 3) return false
    rowCount = cursor.int()
    return true
  })
  return rowCount
}

function readColumnChunk(cursor: ThriftCursor): ColumnChunk {
  const chunk = emptyChunk()
  let index = 0
  let indexLength = 0
  cursor.struct((field) => {
    if (field === 3) readMetadata(cursor, chunk)
    else if (field === 4) index = cursor.int()
    else if (field === 5) indexLength = cursor.int()
    else if (field === 8) {
      chunk.encrypted = true
      return false
    } else return false
    return true
  })
  if (index > 0 && indexLength > 0) chunk.offsetIndex = { start: index, end: index + indexLength }
  return chunk
}

const emptyChunk = (): ColumnChunk => ({
  type: 0,
  encodings: [],
  path: [],
  codec: 0,
  valueCount: 0,
  uncompressedSize: 0,
  compressedSize: 0,
  dataPageOffset: 0,
  dictionaryPageOffset: null,
  offsetIndex: null,
  statistics: null,
  encrypted: false,
})

function readMetadata(cursor: ThriftCursor, chunk: ColumnChunk): void {
  cursor.struct((field) => {
    if (field === 1) chunk.type = cursor.int()
    else if (field === 2) cursor.each(() => chunk.encodings.push(cursor.int()))
    else if (field === 3) cursor.each(() => chunk.path.push(cursor.text()))
    else if (field === 4) chunk.codec = cursor.int()
    else if (field === 5) chunk.valueCount = cursor.int()
    else if (field === 6) chunk.uncompressedSize = cursor.int()
    else if (field === 7) chunk.compressedSize = cursor.int()
    else if (field === 9) chunk.dataPageOffset = cursor.int()
    else if (field === 11) chunk.dictionaryPageOffset = cursor.int() || null
    else if (field === 12) chunk.statistics = readStatistics(cursor)
    else return false
    return true
  })
}

function readStatistics(cursor: ThriftCursor): ChunkStatistics {
  const found: ChunkStatistics = { min: null, max: null, nullCount: null, distinctCount: null }
  cursor.struct((field) => {
    // 1 and 2 are the deprecated ones: their order is undefined for strings, so the newer 5 and 6 replace them.
    if (field === 1 || field === 5) found.max = cursor.binary()
    else if (field === 2 || field === 6) found.min = cursor.binary()
    else if (field === 3) found.nullCount = cursor.int()
    else if (field === 4) found.distinctCount = cursor.int()
    else return false
    return true
  })
  return found
}
