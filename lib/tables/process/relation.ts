import { type DuckDBConnection, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api'
import { type CsvReading, csvSource } from './csv-reading'
import type { CsvFile } from './file-kind'
import { literal } from './literal'
import type { OpenFile } from './open-file'

/** A column by its name, which is hostile, and by `sql`, its number, which is all that statements hold of it. */
export type Column = { name: string; sql: string; type: DuckDBType /** What orders its rows. */; order: string }

/** A file as a table of columns `c0`, `c1` and so on. */
export type Relation = {
  columns: Column[]
  /** What stands after FROM. */
  from: string
  /** The number of a row in the file, where the reader of the file knows it without counting. */
  rowNumber: string | null
}

const ROW_NUMBER = 'file_row_number' // a hidden column of DuckDB's parquet reader

export async function describeParquet(connection: DuckDBConnection, { device }: OpenFile): Promise<Relation> {
  const source = `read_parquet(${literal(device)}, hive_partitioning = false)`
  const { names, types } = await describe(connection, source)
  const columns = names.map((name, i) => column(name, i, types[i]))
  const taken = names.some((name) => name.toLowerCase() === ROW_NUMBER)
  return { columns, from: aliased(source, columns), rowNumber: taken ? null : ROW_NUMBER }
}

type Csv = { device: string; file: CsvFile; separator: string; reading: CsvReading }

export async function describeCsv(connection: DuckDBConnection, csv: Csv): Promise<Relation> {
  const source = csvSource(csv)
  const { names } = await describe(connection, source)
  const guessed = await describe(connection, csvSource(csv, { typed: true }))
  const columns = names.map((name, i) => csvColumn(column(name, i, guessed.types[i])))
  return { columns, from: aliased(source, columns), rowNumber: null }
}

async function describe(connection: DuckDBConnection, source: string) {
  const result = await connection.run(`SELECT * FROM ${source} LIMIT 0`)
  return { names: result.deduplicatedColumnNames(), types: result.columnTypes() }
}

function column(name: string, index: number, type: DuckDBType | undefined): Column {
  if (!type) throw new Error(`Column ${index} has no type`)
  return { name, sql: `c${index}`, type, order: `c${index}` }
}

/** Its cells are text whatever was guessed, so that a later row cannot contradict; what is no number comes last in the order. */
function csvColumn(known: Column): Column {
  if (known.type.typeId === DuckDBTypeId.VARCHAR) return known
  return { ...known, order: `TRY_CAST(${known.sql} AS ${known.type})` }
}

function aliased(source: string, columns: Column[]): string {
  return `${source} AS t(${columns.map(({ sql }) => sql).join(', ')})`
}
