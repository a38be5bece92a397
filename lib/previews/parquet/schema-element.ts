import type { ThriftCursor } from './thrift-cursor'

/** One node of the schema as the footer has it: flat, depth first. */
export interface SchemaElement {
  name: string
  /** Null for a group. */
  physical: string | null
  repetition: 'required' | 'optional' | 'repeated'
  childCount: number
  /** What the bytes mean, e.g. `timestamp(µs, UTC)`; null where the physical type says it all. */
  logical: string | null
  /** The element's own encoding, for writing it again unchanged. */
  raw: Uint8Array
}

const PHYSICAL = ['boolean', 'int32', 'int64', 'int96', 'float', 'double', 'byte_array', 'fixed_len_byte_array']
const REPETITION = ['required', 'optional', 'repeated'] as const
const CONVERTED = [
  'string',
  'map',
  'map entry',
  'list',
  'enum',
  'decimal',
  'date',
  'time(ms)',
  'time(µs)',
  'timestamp(ms, UTC)',
  'timestamp(µs, UTC)',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'int8',
  'int16',
  'int32',
  'int64',
  'json',
  'bson',
  'interval',
]
const LOGICAL: Record<number, string> = {
  1: 'string',
  2: 'map',
  3: 'list',
  4: 'enum',
  6: 'date',
  11: 'always null',
  12: 'json',
  13: 'bson',
  14: 'uuid',
  15: 'float16',
  16: 'variant',
  17: 'geometry',
  18: 'geography',
}

/** Reads the element at the cursor. */
export function readSchemaElement(cursor: ThriftCursor): SchemaElement {
  const start = cursor.position
  const numbers: Record<number, number> = {}
  let name = ''
  let logical: string | null = null
  cursor.struct((field) => {
    if (field === 4) name = cursor.text()
    else if (field === 10) logical = readLogical(cursor)
    else if (field <= 9) numbers[field] = cursor.int()
    else return false
    return true
  })
  const { 1: type, 2: length, 3: repetition = 0, 5: childCount = 0, 6: converted } = numbers
  if (logical === null && converted !== undefined) logical = convertedName(converted, numbers)
  const physical = type === undefined ? null : (PHYSICAL[type] ?? `type ${type}`)
  return {
    name,
    physical: type === 7 ? `${physical}(${length})` : physical,
    repetition: REPETITION[repetition] ?? 'optional',
    childCount,
    logical,
    raw: cursor.bytes.subarray(start, cursor.position),
  }
}

const convertedName = (converted: number, { 7: scale = 0, 8: precision = 0 }: Record<number, number>) =>
  converted === 5 ? `decimal(${precision}, ${scale})` : (CONVERTED[converted] ?? null)

function readLogical(cursor: ThriftCursor): string | null {
  let found: string | null = null
  cursor.struct((field) => {
    if (field === 5) found = readDecimal(cursor)
    else if (field === 7 || field === 8) found = `${field === 7 ? 'time' : 'timestamp'}(${readTime(cursor)})`
    else if (field === 10) found = readInteger(cursor)
    else {
      found = LOGICAL[field] ?? null
      return false
    }
    return true
  })
  return found
}

function readDecimal(cursor: ThriftCursor): string {
  let scale = 0
  let precision = 0
  cursor.struct((field) => {
    if (field === 1) scale = cursor.int()
    else if (field === 2) precision = cursor.int()
    else return false
    return true
  })
  return `decimal(${precision}, ${scale})`
}

function readTime(cursor: ThriftCursor): string {
  let utc = false
  let unit = 'µs'
  cursor.struct((field, type) => {
    if (field === 1) utc = type === 1
    else if (field === 2)
      cursor.struct((which) => {
        unit = ['', 'ms', 'µs', 'ns'][which] ?? unit
        return false
      })
    else return false
    return true
  })
  return utc ? `${unit}, UTC` : unit
}

function readInteger(cursor: ThriftCursor): string {
  let bits = 0
  let signed = true
  cursor.struct((field, type) => {
    if (field === 1) bits = cursor.byte()
    else if (field === 2) signed = type === 1
    else return false
    return true
  })
  return `${signed ? 'int' : 'uint'}${bits}`
}
