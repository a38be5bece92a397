import type { ColumnChunk } from './column-chunk'
import type { ParquetFooter } from './footer'
import { columnsOf, type ParquetColumn, typeLabel } from './parquet-columns'
import type { ParquetReader } from './parquet-reader'
import { leavesOf, type SchemaNode } from './schema-tree'
import { statisticText } from './statistic-text'

/** What the footer says, ready to be sent to the page. */
export interface ParquetSummary {
  rowCount: number
  groupCount: number
  columns: ParquetColumn[]
  schema: SchemaRow[]
  createdBy: string | null
  metadata: { key: string; value: string }[]
  footerBytes: number
}

interface SchemaRow {
  name: string
  depth: number
  /** `int64`, `byte_array`; null for a group. */
  physical: string | null
  type: string
  nullable: boolean
}

export interface GroupSummary {
  index: number
  firstRow: number
  rowCount: number
  compressed: number
  uncompressed: number
  codecs: string[]
  encodings: string[]
  columns: ChunkSummary[]
}

export interface ChunkSummary {
  name: string
  codec: string
  encodings: string[]
  compressed: number
  uncompressed: number
  valueCount: number
  min: string | null
  max: string | null
  nullCount: number | null
  pageIndex: boolean
}

const MAX_SCHEMA_ROWS = 5000
const MAX_CHUNKS_SHOWN = 500
const MAX_METADATA_CHARACTERS = 2000
const CODECS = ['uncompressed', 'snappy', 'gzip', 'lzo', 'brotli', 'lz4', 'zstd', 'lz4 raw']
const ENCODINGS = [
  'plain',
  'group var int',
  'plain dictionary',
  'rle',
  'bit packed',
  'delta binary packed',
  'delta length byte array',
  'delta byte array',
  'rle dictionary',
  'byte stream split',
]

/** Sums up a footer. */
export function summarise(footer: ParquetFooter): ParquetSummary {
  const { rowCount, groupCount, createdBy, footerBytes, schema } = footer
  const metadata = footer.metadata.map(({ key, value }) => ({ key, value: value.slice(0, MAX_METADATA_CHARACTERS) }))
  return {
    rowCount,
    groupCount,
    createdBy,
    footerBytes,
    metadata,
    columns: columnsOf(schema),
    schema: schemaRows(schema),
  }
}

function schemaRows(root: SchemaNode): SchemaRow[] {
  const rows: SchemaRow[] = []
  const add = (node: SchemaNode, depth: number) => {
    if (rows.length >= MAX_SCHEMA_ROWS) return
    const { physical, repetition } = node.element
    rows.push({ name: node.name, depth, physical, type: typeLabel(node), nullable: repetition === 'optional' })
    for (const child of node.children) add(child, depth + 1)
  }
  for (const child of root.children) add(child, 0)
  return rows
}

/** One row group with its columns and their statistics. */
export function summariseGroup(reader: ParquetReader, index: number): GroupSummary {
  const { rowCount, chunks } = reader.rowGroup(index)
  const leaves = leavesOf(reader.footer.schema)
  const columns = chunks.slice(0, MAX_CHUNKS_SHOWN).map((chunk, i) => chunkSummary(chunk, leaves[i]))
  const sum = (pick: (chunk: ColumnChunk) => number) => chunks.reduce((total, chunk) => total + pick(chunk), 0)
  return {
    index,
    firstRow: reader.footer.rowStarts[index] ?? 0,
    rowCount,
    compressed: sum(({ compressedSize }) => compressedSize),
    uncompressed: sum(({ uncompressedSize }) => uncompressedSize),
    codecs: [...new Set(columns.map(({ codec }) => codec))],
    encodings: [...new Set(columns.flatMap(({ encodings }) => encodings))],
    columns,
  }
}

function chunkSummary(chunk: ColumnChunk, leaf: SchemaNode | undefined): ChunkSummary {
  const { statistics } = chunk
  return {
    name: chunk.path.join('.'),
    codec: CODECS[chunk.codec] ?? `codec ${chunk.codec}`,
    encodings: chunk.encodings.map((encoding) => ENCODINGS[encoding] ?? `encoding ${encoding}`),
    compressed: chunk.compressedSize,
    uncompressed: chunk.uncompressedSize,
    valueCount: chunk.valueCount,
    min: statistics && leaf ? statisticText(statistics.min, leaf.element) : null,
    max: statistics && leaf ? statisticText(statistics.max, leaf.element) : null,
    nullCount: statistics?.nullCount ?? null,
    pageIndex: chunk.offsetIndex !== null,
  }
}
