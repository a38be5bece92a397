import { AppError } from '@/lib/errors'
import { type ByteSource, withKnown } from '@/lib/previews/byte-source'
import { type RowGroup, readRowCount, readRowGroup } from './column-chunk'
import { readSchemaElement, type SchemaElement } from './schema-element'
import { type SchemaNode, schemaTree } from './schema-tree'
import { ThriftCursor } from './thrift-cursor'

const MAX_FOOTER_BYTES = 64 * 1024 * 1024
/** One request usually brings the whole footer: reading a little too much costs less than a second round trip. */
const TAIL_BYTES = 256 * 1024
const MAX_COLUMNS = 100_000

export interface ParquetFooter {
  rowCount: number
  createdBy: string | null
  metadata: { key: string; value: string }[]
  schema: SchemaNode
  footerBytes: number
  /** First row of every group and, last, the number of rows. */
  rowStarts: Float64Array
  groupCount: number
  /** Reads one group's columns; not kept. */
  rowGroup(index: number): RowGroup
}

interface OpenedFooter {
  footer: ParquetFooter
  /** The same source, of which the end is known now. */
  known: ByteSource
}

/** Reads and checks the end of a parquet file before anything is believed about it. */
export async function readFooter(source: ByteSource, signal?: AbortSignal): Promise<OpenedFooter> {
  const size = source.byteLength
  if (size < 12) throw notParquet(`it has only ${size} bytes`)
  const tailStart = Math.max(0, size - TAIL_BYTES)
  const tail = await source.slice(tailStart, size, signal)
  const length = footerLength(tail, size)
  const start = size - 8 - length
  const bytes = start >= tailStart ? tail.subarray(start - tailStart, -8) : await source.slice(start, size - 8, signal)
  return { footer: parseFooter(bytes), known: withKnown(source, tail, tailStart) }
}

function footerLength(tail: Uint8Array, size: number): number {
  const magic = String.fromCharCode(...tail.subarray(-4))
  if (magic === 'PARE') throw new AppError('invalid', 'This parquet file is encrypted, so its content cannot be shown.')
  if (magic !== 'PAR1') throw notParquet('it does not end with PAR1: it is another kind of file, or it was cut off')
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  const length = view.getUint32(tail.byteLength - 8, true)
  if (length > size - 12) {
    throw notParquet(`it claims a footer of ${length.toLocaleString('en')} bytes, more than the file has`)
  }
  if (length > MAX_FOOTER_BYTES) {
    throw new AppError(
      'invalid',
      `The footer of this parquet file has ${length.toLocaleString('en')} bytes; previews read up to 64 MiB. Download the file to open it.`,
    )
  }
  return length
}

const notParquet = (why: string) => new AppError('invalid', `This is not a readable parquet file: ${why}.`)

function parseFooter(bytes: Uint8Array): ParquetFooter {
  const cursor = new ThriftCursor(bytes)
  const elements: SchemaElement[] = []
  const metadata: ParquetFooter['metadata'] = []
  const groups: number[] = []
  const counts: number[] = []
  let createdBy: string | null = null
  cursor.struct((field) => {
    if (field === 2) cursor.each(() => elements.push(readSchemaElement(cursor)))
    else if (field === 4)
      cursor.each(() => {
        groups.push(cursor.position)
        counts.push(readRowCount(cursor))
      })
    else if (field === 5) cursor.each(() => metadata.push(readKeyValue(cursor)))
    else if (field === 6) createdBy = cursor.text()
    else return false
    return true
  })
  if (elements.length === 0 || elements.length > MAX_COLUMNS) throw notParquet('it has no usable schema')
  const rowStarts = startsOf(counts)
  return {
    rowCount: rowStarts[groups.length] ?? 0,
    createdBy,
    metadata,
    schema: schemaTree(elements),
    footerBytes: bytes.length,
    rowStarts,
    groupCount: groups.length,
    rowGroup: (index) => readRowGroup(new ThriftCursor(bytes, groups[index])),
  }
}

function readKeyValue(cursor: ThriftCursor) {
  const pair = { key: '', value: '' }
  cursor.struct((field) => {
    if (field === 1) pair.key = cursor.text()
    else if (field === 2) pair.value = cursor.text()
    else return false
    return true
  })
  return pair
}

function startsOf(counts: number[]): Float64Array {
  const starts = new Float64Array(counts.length + 1)
  for (const [index, count] of counts.entries()) {
    if (count < 0) throw notParquet('a row group has a negative number of rows')
    starts[index + 1] = (starts[index] ?? 0) + count
  }
  return starts
}
