// Makes the golden files of the preview tests: `node lib/previews/files/generate.mjs`
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { Compression, initSync, Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/esm'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const db = await (await DuckDBInstance.create()).connect()
const copy = (name, query, options = '') => db.run(`COPY (${query}) TO '${here(name)}' (FORMAT parquet ${options})`)

await db.run("SET TimeZone = 'UTC'")
const types = `
  SELECT i AS id,
    CASE i WHEN 0 THEN NULL WHEN 1 THEN -128 WHEN 2 THEN 127 ELSE i END::TINYINT AS i8,
    CASE i WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE 255 END::UTINYINT AS u8,
    CASE i WHEN 1 THEN -32768 ELSE 32767 END::SMALLINT AS i16,
    65535::USMALLINT AS u16,
    (i * -1000)::INTEGER AS i32,
    4294967295::UINTEGER AS u32,
    CASE i WHEN 0 THEN NULL WHEN 1 THEN -9223372036854775808 ELSE 9007199254740993 + i END::BIGINT AS i64,
    CASE i WHEN 1 THEN 18446744073709551615 ELSE i END::UBIGINT AS u64,
    CASE i WHEN 1 THEN 'NaN' WHEN 2 THEN 'Infinity' WHEN 3 THEN '-Infinity' WHEN 4 THEN '-0.0' ELSE '0.1' END::FLOAT AS f32,
    CASE i WHEN 1 THEN 'NaN' WHEN 2 THEN '1e300' ELSE '0.1' END::DOUBLE AS f64,
    CASE i WHEN 0 THEN NULL ELSE i % 2 = 0 END AS yes,
    CASE i WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'null' WHEN 3 THEN 'Zürich 🌾' ELSE repeat('long ', 100) END AS words,
    CASE i WHEN 0 THEN NULL WHEN 1 THEN ''::BLOB ELSE '\\x00\\xFF\\x10'::BLOB END AS bytes,
    CASE i WHEN 1 THEN DATE '0001-01-01' WHEN 2 THEN DATE '9999-12-31' ELSE DATE '2026-02-28' + i::INTEGER END AS day,
    CASE i WHEN 0 THEN NULL ELSE TIME '23:59:59.123456' END AS clock,
    TIMESTAMP '2026-11-22 10:11:12.123456' + to_days(i::INTEGER) AS at_us,
    TIMESTAMP_NS '1969-12-31 23:59:59.123456789' AS at_ns,
    TIMESTAMP_MS '2026-11-22 10:11:12.5' AS at_ms,
    TIMESTAMPTZ '2026-11-22 10:11:12.000001+02' AS at_utc,
    CASE i WHEN 0 THEN NULL ELSE (i - 2)::DECIMAL(4,1) / 10 END::DECIMAL(4,1) AS small_money,
    (-12345678901234.5678 + i)::DECIMAL(18,4) AS money,
    (CASE i WHEN 1 THEN '-99999999999999999999999999999999999.999' ELSE '0.001' END)::DECIMAL(38,3) AS big_money,
    ('00000000-0000-0000-0000-00000000000' || i)::UUID AS uid,
    CASE i WHEN 1 THEN 'sad' ELSE 'happy' END::ENUM('sad', 'happy') AS mood
  FROM range(5) t(i)`
await copy('types.parquet', types)
await copy(
  'nested.parquet',
  `SELECT i AS id,
    CASE i WHEN 0 THEN NULL WHEN 1 THEN [] ELSE [i, NULL, i + 1] END AS numbers,
    CASE i WHEN 0 THEN NULL ELSE {'name': 'n' || i, 'at': DATE '2026-01-01', 'inner': {'x': i, 'tags': ['a', 'b']}} END AS thing,
    CASE i WHEN 0 THEN NULL ELSE MAP {'k' || i: i, 'z': NULL} END AS pairs,
    [[1, 2], [], NULL] AS deep,
    [{'a': 1.5::DECIMAL(5,2), 'b': 'q"uote'}] AS things
  FROM range(4) t(i)`,
)
for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw']) {
  await copy(
    `codec-${codec}.parquet`,
    "SELECT i AS id, 'word ' || (i % 7) AS word, i / 7 AS share FROM range(300) t(i)",
    `, CODEC '${codec}'`,
  )
}
await copy(
  'v2-groups.parquet',
  "SELECT i AS id, CASE WHEN i % 5 = 0 THEN NULL ELSE 'row ' || i END AS word, i * 1.5 AS half FROM range(9000) t(i)",
  ', PARQUET_VERSION V2, ROW_GROUP_SIZE 2048',
)
await copy('empty.parquet', 'SELECT 1 AS id, NULL::VARCHAR AS word LIMIT 0')
await copy(
  'wide.parquet',
  `SELECT ${Array.from({ length: 300 }, (_, i) => `${i} + r AS c${i}`).join(', ')} FROM range(3) t(r)`,
)

// DuckDB writes no page index; Arrow's Rust writer does.
initSync({ module: readFileSync(here('../../../node_modules/parquet-wasm/esm/parquet_wasm_bg.wasm')) })
const rows = 6000
const table = tableFromArrays({
  id: Int32Array.from({ length: rows }, (_, i) => i),
  half: Float64Array.from({ length: rows }, (_, i) => i / 2),
  word: Array.from({ length: rows }, (_, i) => `word number ${(i * 7919) % rows}`),
})
const properties = new WriterPropertiesBuilder()
  .setCompression(Compression.UNCOMPRESSED)
  .setDictionaryEnabled(false)
  .setDataPageSizeLimit(8192)
  .setWriteBatchSize(256)
  .build()
const paged = writeParquet(Table.fromIPCStream(tableToIPC(table, 'stream')), properties)
writeFileSync(here('paged.parquet'), paged)

const whole = readFileSync(here('types.parquet'))
writeFileSync(here('truncated.parquet'), whole.subarray(0, Math.floor(whole.length / 2)))
writeFileSync(here('fake.parquet'), 'id,name\n1,this is a CSV file with another name\n')
const claims = Buffer.from(whole)
claims.writeUInt32LE(1_000_000_000, claims.length - 8)
writeFileSync(here('footer-of-1gb.parquet'), claims)
const encrypted = Buffer.from(whole)
encrypted.write('PARE', encrypted.length - 4, 'latin1')
writeFileSync(here('encrypted.parquet'), encrypted)
const damaged = Buffer.from(whole)
damaged.fill(0xff, 4, 200)
writeFileSync(here('damaged-pages.parquet'), damaged)

const utf16 = (text, bigEndian) => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
const people = 'name;city\r\nJürg;Zürich\r\n"Smith; Anna";"two\r\nlines"\r\n'
writeFileSync(here('utf8.csv'), people)
writeFileSync(here('utf8-bom.csv'), `\uFEFF${people}`)
writeFileSync(here('latin1.csv'), Buffer.from(people, 'latin1'))
writeFileSync(here('utf16le.csv'), utf16(people, false))
writeFileSync(here('utf16be.csv'), utf16(people, true))
writeFileSync(here('ragged.csv'), 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n\n10,11,12\n')
writeFileSync(here('nul.csv'), 'a,b\n1,x\0y\n2,z\n')
writeFileSync(here('tabs.tsv'), 'a\tb\n1\t"x\ty"\n')
writeFileSync(here('unclosed.csv'), 'a,b\n1,"never closed\n2,x\n')
