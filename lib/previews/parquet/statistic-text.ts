import {
  dateText,
  decimalText,
  float32Text,
  hexText,
  numberText,
  timestampText,
  timeText,
  uuidText,
} from './exact-text'
import type { SchemaElement } from './schema-element'

const MAX_BYTES = 64
const PER_SECOND: Record<string, bigint> = { ms: 1000n, µs: 1_000_000n, ns: 1_000_000_000n }

/** A minimum or maximum as the footer stores it, as text. */
export function statisticText(bytes: Uint8Array | null, element: SchemaElement): string | null {
  if (bytes === null) return null
  const { physical, logical } = element
  if (physical === 'boolean') return bytes[0] ? 'true' : 'false'
  const integer = integerOf(bytes, element)
  if (integer !== null) return integerText(integer, logical)
  if (physical === 'float' && bytes.length === 4) return float32Text(viewOf(bytes).getFloat32(0, true))
  if (physical === 'double' && bytes.length === 8) return numberText(viewOf(bytes).getFloat64(0, true))
  if (logical === 'uuid' && bytes.length === 16) return uuidText(bytes)
  const shown = bytes.subarray(0, MAX_BYTES)
  const text = logical && /^(string|enum|json)/.test(logical) ? new TextDecoder().decode(shown) : hexText(shown)
  return bytes.length > MAX_BYTES ? `${text}…` : text
}

function integerOf(bytes: Uint8Array, { physical, logical }: SchemaElement): bigint | null {
  const unsigned = logical?.startsWith('uint') ?? false
  const view = viewOf(bytes)
  if (physical === 'int32' && bytes.length === 4)
    return BigInt(unsigned ? view.getUint32(0, true) : view.getInt32(0, true))
  if (physical === 'int64' && bytes.length === 8)
    return unsigned ? view.getBigUint64(0, true) : view.getBigInt64(0, true)
  if (!logical?.startsWith('decimal') || bytes.length === 0 || bytes.length > 32) return null
  // Decimals in bytes are big-endian, unlike every other number of the format.
  return bytes.reduce((value, byte, i) => (value << 8n) | (i === 0 ? BigInt.asIntN(8, BigInt(byte)) : BigInt(byte)), 0n)
}

function integerText(value: bigint, logical: string | null): string {
  if (logical === null) return value.toString()
  if (logical === 'date') return dateText(Number(value))
  const [, what, unit = ''] = /^(timestamp|time)\((ms|µs|ns)/.exec(logical) ?? []
  if (what === 'timestamp') return timestampText(value, PER_SECOND[unit] ?? 1n) + (logical.includes('UTC') ? 'Z' : '')
  if (what === 'time') return timeText(value, PER_SECOND[unit] ?? 1n)
  const scale = /^decimal\(\d+, (\d+)\)/.exec(logical)?.[1]
  return scale === undefined ? value.toString() : decimalText(value, Number(scale))
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
