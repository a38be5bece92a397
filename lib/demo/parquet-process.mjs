// A process of its own, so that the server keeps neither DuckDB nor its memory. Usage: node parquet-process.mjs <file> <rows>
import { DuckDBInstance } from '@duckdb/node-api'

const ROW_GROUP_ROWS = 122_880 // DuckDB's own vector-friendly size: 9 row groups for a million rows
const [file, rows] = process.argv.slice(2)

process.on('disconnect', () => process.exit(1)) // the server was killed: nobody waits for this file

// Threads and order are fixed, and chance comes from hash(): every instance gets the same rows.
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB' })).connect()
await connection.run(
  `COPY (${deliveries(Number(rows))}) TO '${file.replaceAll("'", "''")}'
   (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`,
)
process.exit(0)

function deliveries(count) {
  return `
    WITH chance AS (
      SELECT i, hash(i) AS a, hash(i + 1000000007) AS b, hash(i + 2000000011) AS c FROM range(${count}) numbers(i)
    )
    SELECT
      i + 1 AS id,
      make_timestamp(1735689600000000 + i * 31000000 + (a % 30999999)::BIGINT)::TIMESTAMPTZ AS delivered_at,
      (['Hof Ahrens', 'Ferme Lenoir', 'Moulin du Pré', 'Green Acres', 'Østergård', 'Złote Pole', 'Finca La Espiga'])[1 + (a % 7)::INT] AS farm,
      (['wheat', 'rye', 'barley', 'oats', 'spelt', 'maize'])[1 + (b % 6)::INT] AS grain,
      (500 + (a % 27500000)::DECIMAL(18, 3) / 1000)::DECIMAL(9, 3) AS weight_kg,
      CASE WHEN b % 11 = 0 THEN NULL ELSE (150 + (b % 25000)::DECIMAL(18, 2) / 100)::DECIMAL(7, 2) END AS price_per_tonne,
      CASE WHEN c % 13 = 0 THEN NULL ELSE round(11 + (c % 70) / 10.0, 1) END AS moisture_percent,
      b % 9 <> 0 AS accepted,
      (['A', 'B', 'C'])[1 + (c % 3)::INT] AS grade,
      CASE c % 5
        WHEN 0 THEN NULL
        WHEN 1 THEN []::VARCHAR[]
        WHEN 2 THEN ['organic']
        WHEN 3 THEN ['organic', 'regional']
        ELSE ['regional', 'early', NULL]
      END AS labels,
      { site: (['North', 'Harbour', 'Mill'])[1 + (a % 3)::INT], silo: 1 + (c % 24)::INT,
        temperature: CASE WHEN a % 17 = 0 THEN NULL ELSE ((40 + c % 180) / 10.0)::DECIMAL(4, 1) END } AS store,
      CASE WHEN a % 20 = 0 THEN 'Truck ' || (a % 90 + 10) || ' came ' || (b % 55 + 5) || ' minutes late' END AS remark
    FROM chance ORDER BY i`
}
