import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** Writes the rows of a query of DuckDB as a parquet file. */
export async function writeParquetFile(path: string, query: string, options = 'FORMAT parquet'): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${query}) TO '${path.replaceAll("'", "''")}' (${options})`)
  connection.closeSync()
  instance.closeSync()
}
