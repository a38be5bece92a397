import { type DuckDBType, DuckDBTypeId } from '@duckdb/node-api'
import type { PageRequest, Search, Sort } from '@/lib/tables/protocol'
import type { Column, Relation } from './relation'
import { TableError } from './table-error'

/** A statement with the values of its parameters `$1`, `$2` and so on. */
export type Statement = { sql: string; values: string[] }

const NESTED = [DuckDBTypeId.LIST, DuckDBTypeId.ARRAY, DuckDBTypeId.STRUCT, DuckDBTypeId.MAP, DuckDBTypeId.UNION]
const TIMESTAMPS = [
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
]

/** One page: searched and sorted over the whole file, then cut. Rows that compare equal stay in the order of the file. */
export function pageStatement(relation: Relation, { offset, limit, sort, search }: PageRequest): Statement {
  const { sql: where, values } = searchCondition(relation, search)
  const cut = `LIMIT ${limit} OFFSET ${offset}`
  const from = sort ? sorted(relation, { ...sort, where, cut }) : `${relation.from}${where} ${cut}`
  return { sql: `SELECT ${relation.columns.map(({ sql }) => sql).join(', ')} FROM ${from}`, values }
}

export function countStatement(relation: Relation, search?: Search): Statement {
  const { sql, values } = searchCondition(relation, search)
  return { sql: `SELECT count(*) FROM ${relation.from}${sql}`, values }
}

/** Whether values of the type hold others, and are written as JSON. */
export function isNested(type: DuckDBType): boolean {
  return NESTED.includes(type.typeId)
}

/** A cell as the text that pages and CSV show, so that what is seen can be searched. */
export function cellText({ sql, type }: Pick<Column, 'sql' | 'type'>): string {
  if (isNested(type)) return `CAST(to_json(${sql}) AS VARCHAR)`
  const text = `CAST(${sql} AS VARCHAR)`
  if (!TIMESTAMPS.includes(type.typeId)) return text
  const iso = `replace(${text}, ' ', 'T')`
  return type.typeId === DuckDBTypeId.TIMESTAMP_TZ ? `replace(${iso}, '+00', 'Z')` : iso
}

function searchCondition({ columns }: Relation, search?: Search): Statement {
  if (!search) return { sql: '', values: [] }
  const column = findColumn(columns, search.column)
  // People write a space where ISO 8601 has a T.
  const term = TIMESTAMPS.includes(column.type.typeId) ? search.term.replace(' ', 'T') : search.term
  return { sql: ` WHERE contains(lower(${cellText(column)}), lower($1))`, values: [term] }
}

type Sorting = Sort & { where: string; cut: string }

/**
 * Where the reader numbers the rows itself, only the numbers and the column that orders them are sorted, and the rest is
 * read for the rows of the page: also the last page of a large file then needs little memory.
 */
function sorted({ columns, from, rowNumber }: Relation, { column, descending, where, cut }: Sorting): string {
  const { order } = findColumn(columns, column)
  const by = `k ${descending ? 'DESC' : 'ASC'} NULLS LAST, n`
  if (!rowNumber)
    return `(SELECT *, ${order} AS k, row_number() OVER () AS n FROM ${from})${where} ORDER BY ${by} ${cut}`
  const page = `SELECT ${order} AS k, ${rowNumber} AS n FROM ${from}${where} ORDER BY ${by} ${cut}`
  return `${from} JOIN (${page}) AS page ON t.${rowNumber} = page.n ORDER BY ${by}`
}

/** By its exact name: to the engine names that differ in case are one. */
function findColumn(columns: Column[], name: string): Column {
  const found = columns.find((column) => column.name === name)
  if (!found) throw new TableError('unknown_column', name)
  return found
}
