import { type Data, DataType, IntervalUnit, util } from 'apache-arrow'
import {
  dateText,
  decimalText,
  float32Text,
  hexText,
  numberText,
  signedWords,
  timestampText,
  timeText,
  uuidText,
} from './exact-text'
import { TextBudget } from './text-budget'

const UNITS_PER_SECOND = [1n, 1000n, 1_000_000n, 1_000_000_000n]
const MAX_DEPTH = 32

interface Showing {
  /** Characters. */
  limit: number
  /** Arrow keeps a UUID as mere bytes: the parquet schema knows better. */
  uuid?: boolean
}

/** The value at an index as text, null for null. Reads the buffers, so nothing is rounded. */
export function arrowText(data: Data, index: number, { limit, uuid = false }: Showing): string | null {
  if (isNull(data, index)) return null
  if (uuid && DataType.isFixedSizeBinary(data.type)) return uuidText(fixedBytes(data, index, data.type.byteWidth))
  const out = new TextBudget(limit)
  writeValue({ out, depth: 0 }, data, index)
  return out.toString()
}

interface Writing {
  out: TextBudget
  depth: number
}

const isNull = (data: Data, index: number) => DataType.isNull(data.type) || !data.getValid(index)

function writeValue(writing: Writing, data: Data, index: number): void {
  const { out, depth } = writing
  const { type } = data
  if (out.left <= 0) return
  if (isNull(data, index)) out.add('null')
  else if (depth > MAX_DEPTH) out.add('…')
  else if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) writeString(writing, bytesAt(data, index))
  else if (DataType.isBinary(type) || DataType.isLargeBinary(type)) writeBinary(writing, bytesAt(data, index))
  else if (DataType.isFixedSizeBinary(type)) writeBinary(writing, fixedBytes(data, index, type.byteWidth))
  else if (DataType.isList(type) || DataType.isLargeList(type)) writeList(writing, data, spanAt(data, index))
  else if (DataType.isFixedSizeList(type))
    writeList(writing, data, [index * type.listSize, (index + 1) * type.listSize])
  else if (DataType.isMap(type)) writeMap(writing, data, spanAt(data, index))
  else if (DataType.isStruct(type)) writeStruct(writing, data, index)
  else writeScalar(writing, data, index)
}

/** Scalars that JSON has no form for are quoted inside lists and structs, so that the whole stays readable as JSON. */
function writeScalar({ out, depth }: Writing, data: Data, index: number): void {
  const text = scalarText(data, index)
  const plain =
    depth === 0 ||
    DataType.isInt(data.type) ||
    DataType.isFloat(data.type) ||
    DataType.isBool(data.type) ||
    DataType.isDecimal(data.type)
  out.add(plain ? text : JSON.stringify(text))
}

function scalarText(data: Data, index: number): string {
  const { type, values } = data
  if (DataType.isBool(type)) return bitAt(values, data.offset + index) ? 'true' : 'false'
  if (DataType.isDecimal(type)) return decimalAt(values, index, type)
  if (DataType.isFloat(type)) return floatText(values, index, type.precision)
  if (DataType.isDate(type)) return dateAt(values, index, type.unit === 0)
  if (DataType.isTimestamp(type))
    return timestampText(bigAt(values, index), UNITS_PER_SECOND[type.unit] ?? 1n) + (type.timezone ? 'Z' : '')
  if (DataType.isTime(type)) return timeText(bigAt(values, index), UNITS_PER_SECOND[type.unit] ?? 1n)
  if (DataType.isInterval(type)) return intervalText(values, index, type.unit)
  return bigAt(values, index).toString()
}

function bitAt(values: unknown, index: number): boolean {
  return values instanceof Uint8Array && (((values[index >> 3] ?? 0) >> (index & 7)) & 1) === 1
}

function bigAt(values: unknown, index: number): bigint {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return values[index] ?? 0n
  if (ArrayBuffer.isView(values) && !(values instanceof DataView)) return BigInt(numberAt(values, index))
  return 0n
}

function numberAt(values: unknown, index: number): number {
  if (values instanceof Int32Array || values instanceof Uint32Array || values instanceof Int16Array)
    return values[index] ?? 0
  if (values instanceof Uint16Array || values instanceof Int8Array || values instanceof Uint8Array)
    return values[index] ?? 0
  if (values instanceof Float64Array || values instanceof Float32Array) return values[index] ?? 0
  return 0
}

function decimalAt(values: unknown, index: number, { bitWidth, scale }: { bitWidth: number; scale: number }): string {
  const words = bitWidth / 32
  if (!(values instanceof Uint32Array)) return decimalText(bigAt(values, index), scale)
  return decimalText(signedWords(values.subarray(index * words, (index + 1) * words)), scale)
}

function floatText(values: unknown, index: number, precision: number): string {
  if (precision === 0) return float32Text(util.uint16ToFloat64(numberAt(values, index)))
  return precision === 1 ? float32Text(numberAt(values, index)) : numberText(numberAt(values, index))
}

const dateAt = (values: unknown, index: number, days: boolean) =>
  days ? dateText(numberAt(values, index)) : dateText(Math.floor(Number(bigAt(values, index)) / 86_400_000))

function intervalText(values: unknown, index: number, unit: IntervalUnit): string {
  if (unit === IntervalUnit.YEAR_MONTH) return `${numberAt(values, index)} months`
  if (unit === IntervalUnit.DAY_TIME) return `${numberAt(values, index * 2)} days ${numberAt(values, index * 2 + 1)} ms`
  const base = index * 4
  const nanoseconds = BigInt.asIntN(
    64,
    (BigInt(numberAt(values, base + 3)) << 32n) | BigInt(numberAt(values, base + 2) >>> 0),
  )
  return `${numberAt(values, base)} months ${numberAt(values, base + 1)} days ${nanoseconds} ns`
}

function spanAt(data: Data, index: number): [number, number] {
  return [Number(data.valueOffsets[index] ?? 0), Number(data.valueOffsets[index + 1] ?? 0)]
}

function bytesAt(data: Data, index: number): Uint8Array {
  const [start, end] = spanAt(data, index)
  const { values } = data
  return values instanceof Uint8Array ? values.subarray(start, end) : new Uint8Array(0)
}

function fixedBytes({ values }: Data, index: number, width: number): Uint8Array {
  return values instanceof Uint8Array ? values.subarray(index * width, (index + 1) * width) : new Uint8Array(0)
}

function writeString({ out, depth }: Writing, bytes: Uint8Array): void {
  // At most four bytes per character: more than that would be cut off anyway.
  const text = new TextDecoder().decode(bytes.subarray(0, out.left * 4 + 4))
  out.add(depth === 0 ? text : JSON.stringify(text))
}

function writeBinary({ out, depth }: Writing, bytes: Uint8Array): void {
  const hex = hexText(bytes.subarray(0, out.left))
  out.add(depth === 0 ? `${hex} (${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'})` : `"${hex}"`)
}

function writeList({ out, depth }: Writing, { children: [child] }: Data, [start, end]: [number, number]): void {
  out.add('[')
  for (let i = start; i < end && out.left > 0 && child; i++) {
    if (i > start) out.add(', ')
    writeValue({ out, depth: depth + 1 }, child, i)
  }
  out.add(']')
}

function writeStruct({ out, depth }: Writing, { type, children }: Data, index: number): void {
  out.add('{')
  for (const [i, child] of children.entries()) {
    out.add(`${i > 0 ? ', ' : ''}${JSON.stringify(type.children[i]?.name ?? '')}: `)
    writeValue({ out, depth: depth + 1 }, child, index)
  }
  out.add('}')
}

function writeMap({ out, depth }: Writing, { children: [entries] }: Data, [start, end]: [number, number]): void {
  const [keys, values] = entries?.children ?? []
  out.add('{')
  for (let i = start; i < end && out.left > 0 && keys && values; i++) {
    const key = arrowText(keys, i, { limit: Math.max(1, out.left) }) ?? 'null'
    out.add(`${i > start ? ', ' : ''}${JSON.stringify(key)}: `)
    writeValue({ out, depth: depth + 1 }, values, i)
  }
  out.add('}')
}
