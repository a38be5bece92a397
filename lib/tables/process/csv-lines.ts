import { type DuckDBConnection, type DuckDBDataChunk, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api'
import { toJson } from './json-value'
import type { Column, Relation } from './relation'
import { cellText, isNested } from './statements'

/** Types whose text never needs quotes. */
const PLAIN = new Set([
  ...[DuckDBTypeId.BOOLEAN, DuckDBTypeId.FLOAT, DuckDBTypeId.DOUBLE, DuckDBTypeId.DECIMAL, DuckDBTypeId.UUID],
  ...[DuckDBTypeId.TINYINT, DuckDBTypeId.SMALLINT, DuckDBTypeId.INTEGER, DuckDBTypeId.BIGINT, DuckDBTypeId.HUGEINT],
  ...[DuckDBTypeId.UTINYINT, DuckDBTypeId.USMALLINT, DuckDBTypeId.UINTEGER, DuckDBTypeId.UBIGINT],
  ...[DuckDBTypeId.DATE, DuckDBTypeId.TIME, DuckDBTypeId.TIMESTAMP, DuckDBTypeId.TIMESTAMP_TZ],
])

/**
 * All rows as CSV (RFC 4180, with plain line feeds), a chunk of rows at a time and as slowly as they are taken. Empty is
 * null, `""` an empty text; nested values are JSON. The engine writes the cells of neighbouring flat columns as one text.
 */
export async function* csvLines(connection: DuckDBConnection, { columns, from }: Relation): AsyncGenerator<string> {
  yield `${columns.map(({ name }) => quoted(name)).join(',')}\n`
  const parts = columns.reduce<Part[]>(addToParts, [])
  const absent = columns.length === 1 ? '""' : '' // a line of nothing would be no row
  const selected = parts.map((part) => (part.nested ? part.column.sql : flatText(part.columns, absent)))
  const result = await connection.stream(`SELECT ${selected.join(', ')} FROM ${from}`)
  for await (const chunk of result) yield chunkLines(chunk, parts, absent)
}

type Part = { nested: true; column: Column } | { nested: false; columns: Column[] }

function addToParts(parts: Part[], column: Column): Part[] {
  const last = parts.at(-1)
  if (isNested(column.type)) parts.push({ nested: true, column })
  else if (last && !last.nested) last.columns.push(column)
  else parts.push({ nested: false, columns: [column] })
  return parts
}

function flatText(columns: Column[], absent: string): string {
  return columns.map((column) => flatCell(column, absent)).join(` || ',' || `)
}

function flatCell(column: Column, absent: string): string {
  const text = cellText(column)
  if (PLAIN.has(column.type.typeId)) return `coalesce(${text}, '${absent}')`
  const unsafe = `${text} = '' OR regexp_matches(${text}, '[",\\r\\n]')`
  return `CASE WHEN ${column.sql} IS NULL THEN '${absent}' WHEN ${unsafe} THEN '"' || replace(${text}, '"', '""') || '"' ELSE ${text} END`
}

function chunkLines(chunk: DuckDBDataChunk, parts: Part[], absent: string): string {
  const cells = parts.map((part, i) => {
    const values = chunk.getColumnValues(i)
    return part.nested ? values.map((value) => nestedCell(value, absent)) : values.map(String)
  })
  let text = ''
  for (let row = 0; row < chunk.rowCount; row++) text += `${cells.map((column) => column[row]).join(',')}\n`
  return text
}

function nestedCell(value: DuckDBValue, absent: string): string {
  return value === null ? absent : quoted(JSON.stringify(toJson(value)))
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
