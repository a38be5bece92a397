import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import * as parquet from 'parquet-wasm/esm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memorySource } from '@/lib/previews/byte-source'
import { fileByteSource } from '@/lib/previews/file-byte-source'
import { wasmDecoder } from './arrow-decoder'
import { openParquet } from './parquet-reader'

const golden = (name: string) => fileURLToPath(new URL(`../files/${name}`, import.meta.url))
const openFiles: { close(): Promise<void> }[] = []

async function open(name: string) {
  const source = await fileByteSource(golden(name))
  openFiles.push(source)
  return openParquet(source, wasmDecoder(parquet))
}

afterAll(async () => {
  for (const file of openFiles) await file.close()
})

beforeAll(() => {
  const wasm = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
  parquet.initSync({ module: readFileSync(wasm) })
})

/** A file of which the end that is read first holds only a part. */
function twoColumns(): Uint8Array {
  const numbers = (factor: number) => Float64Array.from({ length: 100_000 }, (_, i) => i * factor)
  const table = parquet.Table.fromIPCStream(tableToIPC(tableFromArrays({ a: numbers(1), b: numbers(0.5) }), 'stream'))
  const properties = new parquet.WriterPropertiesBuilder().setCompression(parquet.Compression.UNCOMPRESSED).build()
  return parquet.writeParquet(table, properties)
}

async function readAll(name: string) {
  const reader = await open(name)
  const columns = reader.footer.schema.children.map((_, index) => index)
  const cells = await Promise.all(
    columns.map((column) =>
      Promise.all(Array.from({ length: reader.footer.rowCount }, (_, row) => reader.cell(row, column))),
    ),
  )
  return { names: reader.footer.schema.children.map(({ name }) => name), cells }
}

async function duckdb(query: string) {
  const connection = await (await DuckDBInstance.create()).connect()
  await connection.run("SET TimeZone = 'UTC'")
  return (await connection.runAndReadAll(query)).getColumns()
}

/** DuckDB writes a few values another way than we show them. */
const asShown = (name: string, value: unknown) => {
  if (value === null) return null
  const text = String(value)
  if (name === 'at_utc') return text.replace(/\+00$/, 'Z')
  if (name === 'share') return text.replace(/\.0$/, '')
  return { nan: 'NaN', inf: 'Infinity', '-inf': '-Infinity', '-0.0': '-0' }[text] ?? text
}

describe('values', () => {
  const scalar = [
    'types.parquet',
    'wide.parquet',
    'empty.parquet',
    ...['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'].map((codec) => `codec-${codec}.parquet`),
  ]
  it.each(scalar)('%s reads as DuckDB reads it', async (name) => {
    const { names, cells } = await readAll(name)
    const columns = names.map((column) => (column === 'bytes' ? `hex("${column}")` : `"${column}"::VARCHAR`))
    const answer = await duckdb(`SELECT ${columns.join(', ')} FROM '${golden(name)}'`)
    for (const [index, column] of names.entries()) {
      const ours = cells[index]?.map((text) =>
        column === 'bytes' ? (text?.replace(/ \(.*/, '').toUpperCase() ?? null) : text,
      )
      expect({ column, values: ours }).toEqual({
        column,
        values: (answer[index] ?? []).map((value) => asShown(column, value)),
      })
    }
  })

  it('shows lists, structs and maps as JSON with nulls in their place', async () => {
    const { cells } = await readAll('nested.parquet')
    expect(cells[1]).toEqual([null, '[]', '[2, null, 3]', '[3, null, 4]'])
    expect(cells[2]?.[1]).toBe('{"name": "n1", "at": "2026-01-01", "inner": {"x": 1, "tags": ["a", "b"]}}')
    expect(cells[3]?.slice(0, 2)).toEqual([null, '{"k1": 1, "z": null}'])
    expect(cells[4]?.[0]).toBe('[[1, 2], [], null]')
    expect(cells[5]?.[0]).toBe('[{"a": 1.50, "b": "q\\"uote"}]')
  })

  it('keeps the empty string apart from null and from the word null', async () => {
    const { names, cells } = await readAll('types.parquet')
    expect(cells[names.indexOf('words')]?.slice(0, 3)).toEqual([null, '', 'null'])
  })
})

describe('rows', () => {
  const columnsOf = (names: string[], wanted: string[]) => wanted.map((name) => names.indexOf(name))

  it('come from the row groups that hold them, across their borders', async () => {
    const reader = await open('v2-groups.parquet')
    const [ids, words] = await reader.read({ start: 2040, end: 2060, columns: [0, 1] })
    expect(ids).toEqual({ values: Array.from({ length: 20 }, (_, i) => String(2040 + i)) })
    expect(words).toEqual({ values: Array.from({ length: 20 }, (_, i) => (i % 5 === 0 ? null : `row ${2040 + i}`)) })
  })

  it('are read without the columns that nobody asked for', async () => {
    const reader = await openParquet(memorySource(twoColumns()), wasmDecoder(parquet))
    const before = reader.source.stats.bytes
    await reader.read({ start: 0, end: 3, columns: [0] })
    expect(reader.source.stats.bytes - before).toBe(reader.rowGroup(0).chunks[0]?.compressedSize)
  })

  it('are read once, however often they are shown', async () => {
    const reader = await openParquet(memorySource(twoColumns()), wasmDecoder(parquet))
    await reader.read({ start: 0, end: 100, columns: [0, 1] })
    const before = reader.source.stats.requests
    await reader.read({ start: 50, end: 5000, columns: [1, 0] })
    expect(reader.source.stats.requests).toBe(before)
  })

  it('are read once by two who ask at the same time', async () => {
    const reader = await openParquet(memorySource(twoColumns()), wasmDecoder(parquet))
    const before = reader.source.stats.requests
    const wanted = { start: 0, end: 100, columns: [0] }
    const [first, second] = await Promise.all([reader.read(wanted), reader.read(wanted)])
    expect(second).toEqual(first)
    expect(reader.source.stats.requests - before).toBe(1)
  })

  it('end where the file ends', async () => {
    const reader = await open('v2-groups.parquet')
    expect(await reader.read({ start: 8998, end: 9100, columns: [0] })).toEqual([{ values: ['8998', '8999'] }])
  })

  it('refuse to cost more than allowed, and say how much', async () => {
    const reader = await open('v2-groups.parquet')
    await expect(reader.read({ start: 0, end: 10, columns: [0, 1], maxBytes: 100 })).rejects.toMatchObject({
      name: 'CostlyRead',
    })
  })

  it('name the columns that are damaged and show the others', async () => {
    const reader = await open('damaged-pages.parquet')
    const names = reader.footer.schema.children.map(({ name }) => name)
    const [id, mood] = await reader.read({ start: 0, end: 5, columns: columnsOf(names, ['id', 'mood']) })
    expect(id).toHaveProperty('error')
    expect(mood).toEqual({ values: ['happy', 'sad', 'happy', 'happy', 'happy'] })
  })
})

describe('files that are not what they claim', () => {
  it.each([
    ['fake.parquet', /does not end with PAR1/],
    ['truncated.parquet', /does not end with PAR1/],
    ['footer-of-1gb.parquet', /claims a footer of 1,000,000,000 bytes/],
    ['encrypted.parquet', /is encrypted/],
  ])('%s is refused with the reason', async (name, reason) => {
    await expect(open(name)).rejects.toThrow(reason)
  })
})
