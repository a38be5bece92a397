import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import * as parquet from 'parquet-wasm/esm'
import { beforeAll, describe, expect, it } from 'vitest'
import { memorySource } from '@/lib/previews/byte-source'
import { wasmDecoder } from './arrow-decoder'
import { readFooter } from './footer'
import { openParquet } from './parquet-reader'
import { syntheticFile } from './synthetic-file'

const ROWS = 150_000
const word = (i: number) => `word number ${i} of a long list of words`
const files: Record<string, Uint8Array> = {}

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
  parquet.initSync({ module: readFileSync(wasm) })
  files['with a page index'] = largeGroup()
  files['without one, by hopping from page to page'] = await withoutIndex(largeGroup())
}, 120_000)

/** One column in one row group, larger than what is read whole, in pages of 20,000 rows. */
function largeGroup(): Uint8Array {
  const table = tableFromArrays({ word: Array.from({ length: ROWS }, (_, i) => word(i)) })
  const properties = new parquet.WriterPropertiesBuilder()
    .setCompression(parquet.Compression.UNCOMPRESSED)
    .setDictionaryEnabled(false)
    .setWriteBatchSize(1024)
    .setMaxRowGroupSize(ROWS)
    .build()
  return parquet.writeParquet(parquet.Table.fromIPCStream(tableToIPC(table, 'stream')), properties)
}

async function withoutIndex(bytes: Uint8Array): Promise<Uint8Array> {
  const { footer } = await readFooter(memorySource(bytes))
  const { schema, rowGroup } = footer
  const [chunk] = rowGroup(0).chunks
  const [field] = schema.children
  if (!chunk || !field) throw new Error('The file has no column.')
  const data = bytes.subarray(chunk.dataPageOffset, chunk.dataPageOffset + chunk.compressedSize)
  return syntheticFile(field, [{ chunk, dictionary: null, data, valueCount: ROWS }], ROWS)
}

describe.each([
  ['with a page index', true],
  ['without one, by hopping from page to page', false],
])('a column chunk larger than what is read whole, %s', (name, indexed) => {
  const open = async () => {
    const source = memorySource(files[name] ?? new Uint8Array(0))
    return { source, reader: await openParquet(source, wasmDecoder(parquet)) }
  }

  it('is read by the pages that hold the rows', async () => {
    const { source, reader } = await open()
    const opened = source.stats.bytes
    expect(reader.rowGroup(0).chunks[0]?.offsetIndex !== null).toBe(indexed)
    expect(await reader.read({ start: 0, end: 3, columns: [0] })).toEqual([{ values: [0, 1, 2].map(word) }])
    expect(source.stats.bytes - opened).toBeLessThan(1_000_000)
  })

  it.each([20_000, 77_777, ROWS - 2])('shows row %i right', async (start) => {
    const { reader } = await open()
    expect(await reader.read({ start, end: start + 2, columns: [0] })).toEqual([
      { values: [word(start), word(start + 1)] },
    ])
  })
})
