// DuckDB in a plain Node process: runs each statement that it is sent and answers once all rows are there.
import { availableParallelism } from 'node:os'
import { DuckDBInstance } from '@duckdb/node-api'

const threads = Math.min(4, availableParallelism())
const memory_limit = `${Math.min(1024, threads * 512)}MiB` // as lib/tables/limits.ts has them
const instance = await DuckDBInstance.create(':memory:', { threads: String(threads), memory_limit })
const connection = await instance.connect()

process.on('disconnect', () => process.exit(0))
process.on('message', async (sql) => {
  try {
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson()
    process.send({ rows: rows.length })
  } catch (error) {
    process.send({ error: error.message })
  }
})
process.send({ ready: true })
