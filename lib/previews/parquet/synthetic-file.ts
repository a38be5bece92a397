import type { ColumnChunk } from './column-chunk'
import { leavesOf, type SchemaNode } from './schema-tree'
import { ThriftWriter } from './thrift-writer'

/** The bytes of one leaf: its dictionary page, if any, and whole data pages. */
export interface LeafPages {
  chunk: ColumnChunk
  dictionary: Uint8Array | null
  data: Uint8Array
  valueCount: number
}

/**
 * Makes a small parquet file of one column out of pages of a large one. The decoder then sees a file that fits in
 * memory whatever the size of the original, and its footer is ours, not the stranger's.
 */
export function syntheticFile(field: SchemaNode, leaves: LeafPages[], rowCount: number): Uint8Array {
  let position = 4
  const parts: Uint8Array[] = [MAGIC]
  const columns = leaves.map((leaf, index) => {
    const start = position
    const dictionary = leaf.dictionary ?? new Uint8Array(0)
    position += dictionary.length + leaf.data.length
    parts.push(dictionary, leaf.data)
    return columnChunk(leaf, start, leavesOf(field)[index]?.element.name ?? '')
  })
  const rowGroup = new ThriftWriter().structs(1, columns).i64(2, position).i64(3, rowCount).end()
  const footer = new ThriftWriter().i32(1, 2).structs(2, schemaOf(field)).i64(3, rowCount).structs(4, [rowGroup]).end()
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, footer.length, true)
  return concat([...parts, footer, length, MAGIC])
}

const MAGIC = Uint8Array.of(0x50, 0x41, 0x52, 0x31)

const schemaOf = (field: SchemaNode) => [
  new ThriftWriter().text(4, 'schema').i32(5, 1).end(),
  ...field.elements.map(({ raw }) => raw),
]

function columnChunk({ chunk, dictionary, data, valueCount }: LeafPages, start: number, name: string): Uint8Array {
  const dictionaryLength = dictionary?.length ?? 0
  const size = dictionaryLength + data.length
  const meta = new ThriftWriter()
    .i32(1, chunk.type)
    .i32s(2, chunk.encodings)
    .texts(3, chunk.path.length > 0 ? chunk.path : [name])
    .i32(4, chunk.codec)
    .i64(5, valueCount)
    .i64(6, Math.max(size, chunk.uncompressedSize))
    .i64(7, size)
    .i64(9, start + dictionaryLength)
  if (dictionary) meta.i64(11, start)
  return new ThriftWriter().i64(2, start).struct(3, meta.end()).end()
}

/** Joins byte arrays. */
export function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let position = 0
  for (const part of parts) {
    whole.set(part, position)
    position += part.length
  }
  return whole
}
