import { type DuckDBConnection, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api'
import { exactNumber, type Json, toJson } from './json-value'
import type { Column } from './relation'
import type { Statement } from './statements'
import { TableError } from './table-error'

/** Characters of JSON in one page: as much as a screen can hold, far less than a process. */
const MAX_PAGE_CHARACTERS = 32 * 1024 * 1024

type Shape = { columns: Column[] /** Cells are the text of a CSV file. */; isText: boolean }

/** The rows of a statement as JSON objects; throws `too_much` before they fill the memory. */
export async function readRows(connection: DuckDBConnection, { sql, values }: Statement, { columns, isText }: Shape) {
  const convert = columns.map(({ type }) => (isText ? textConverter(type.typeId) : toJson))
  const rows: Record<string, Json>[] = []
  let characters = 0
  for await (const chunk of await connection.run(sql, values)) {
    for (const values of chunk.getRows()) {
      const cells = columns.map(({ name }, i): [string, Json] => [name, convert[i]?.(values[i] ?? null) ?? null])
      const row = Object.fromEntries(cells)
      characters += JSON.stringify(row).length
      if (characters > MAX_PAGE_CHARACTERS) throw new TableError('too_much')
      rows.push(row)
    }
  }
  return rows
}

/** A cell of CSV as what the whole column was guessed to be; a cell that is something else stays text. */
function textConverter(typeId: DuckDBTypeId): (value: DuckDBValue) => Json {
  if (typeId === DuckDBTypeId.BOOLEAN) return (value) => BOOLEANS.get(String(value).toLowerCase()) ?? toJson(value)
  if (typeId === DuckDBTypeId.VARCHAR) return toJson
  return (value) => (typeof value === 'string' ? exactNumber(value) : null)
}

const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
])
