import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const TIMESTAMPS = [
  DuckDBTimestampValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampTZValue,
]

/**
 * A cell as JSON without loss. A number is a JSON number where every reader gets exactly that number, else a string: beyond
 * 2^53, long decimals, NaN and infinities. Dates and times are ISO 8601, with `Z` where the file says the zone. Bytes are
 * text with `\xAB` for what is not printable ASCII. Lists are arrays; structs and maps objects.
 */
export function toJson(value: DuckDBValue): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return exactNumber(String(value))
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(toJson)
  if (value instanceof DuckDBStructValue) return toObject(Object.entries(value.entries))
  if (value instanceof DuckDBMapValue) return toObject(value.entries.map((entry) => [keyText(entry.key), entry.value]))
  if (value instanceof DuckDBUnionValue) return toJson(value.value)
  if (value instanceof DuckDBDecimalValue) return exactNumber(String(value))
  return scalarText(value)
}

/** The number that a text writes, or the text where a JSON number would be another one. */
export function exactNumber(text: string): number | string {
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) && digitsOf(String(number)) === digitsOf(text) ? number : text
}

// `+007.50` and `7.5` write one number; an exponent is compared as it stands.
function digitsOf(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^\s*([+-]?)0*(\d*)(?:\.(\d*?)0*)?\s*$/.exec(text) ?? [text, text]
  return `${sign === '-' ? '-' : sign === '+' ? '' : sign}${whole || '0'}.${fraction}`
}

function scalarText(value: DuckDBValue): string {
  if (value instanceof DuckDBDateValue && !value.isFinite) return value.days > 0 ? 'infinity' : '-infinity'
  const text = String(value)
  if (!TIMESTAMPS.some((kind) => value instanceof kind)) return text
  return text.replace(' ', 'T').replace(/\+00$/, 'Z')
}

function keyText(key: DuckDBValue): string {
  const json = toJson(key)
  return typeof json === 'string' ? json : JSON.stringify(json)
}

// Not by assignment: a key may be `__proto__`.
function toObject(entries: [string, DuckDBValue][]): Json {
  return Object.fromEntries(entries.map(([key, value]) => [key, toJson(value)]))
}
