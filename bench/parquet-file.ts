import { mkdirSync, renameSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

export const ROWS = 20_000_000

const QUERY = `
  SELECT i::BIGINT AS id,
    TIMESTAMP '2024-01-01' + to_milliseconds(i::BIGINT * 1500) AS at,
    ['Zürich', 'Bern', 'Genève', 'Basel', 'Lausanne'][1 + (hash(i) % 5)::INT] AS city,
    'customer ' || (hash(i * 3) % 900000) AS customer,
    (hash(i * 5) % 1000000)::BIGINT / 100.0 AS price,
    CASE WHEN i % 11 = 0 THEN NULL ELSE (hash(i * 7) % 100)::INTEGER END AS amount,
    (hash(i * 9) % 100000000)::DECIMAL(12, 2) AS total,
    i % 3 = 0 AS paid,
    hash(i * 13) AS token
  FROM range(${ROWS}) t(i)`

/** The file that is measured, made once and kept in the temporary folder: about 700 MB in row groups of DuckDB's size. */
export async function benchFile(): Promise<{ path: string; size: number }> {
  const folder = join(process.env.GRANARY_BENCH_DIR ?? tmpdir(), 'granary-bench')
  const path = join(folder, 'orders-20m.parquet')
  mkdirSync(folder, { recursive: true })
  const known = statSync(path, { throwIfNoEntry: false })
  if (known) return { path, size: known.size }
  console.log(`Making ${path} (${ROWS.toLocaleString('en')} rows), once …`)
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  await connection.run(`COPY (${QUERY}) TO '${path}.part' (FORMAT parquet, CODEC snappy)`)
  connection.closeSync()
  instance.closeSync()
  renameSync(`${path}.part`, path)
  return { path, size: statSync(path).size }
}
