import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { sampleFiles } from './sample-files'
import { writeParquet } from './write-parquet'

const sample = (key: string) => Buffer.from(sampleFiles.find((file) => file.key === key)?.make() ?? '')

it('holds a CSV of 504 harvests, with quoted names and missing values', () => {
  const { data, errors } = Papa.parse<Record<string, string>>(sample('harvest-2025.csv').toString().trim(), {
    header: true,
  })
  expect(errors).toEqual([])
  expect(data).toHaveLength(504)
  expect(data.some((row) => row.farm === 'Finca "La Espiga"')).toBe(true)
  expect(data.some((row) => row.moisture === '')).toBe(true)
})

it('holds NDJSON whose every line is an object', () => {
  const lines = sample('silos/readings.ndjson').toString().trim().split('\n')
  expect(lines).toHaveLength(5000)
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ silo: expect.any(Number) })
})

it('holds a PNG that has all its pixels', () => {
  const png = sample('photos/grain-field.png')
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  expect(inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)))).toHaveLength(height * (1 + width * 3))
})

it('holds a PDF that a reader opens at every page', async () => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const pdf = await getDocument({ data: new Uint8Array(sample('reports/season-2025.pdf')), verbosity: 0 }).promise
  expect(pdf.numPages).toBe(3)
  const { items } = await (await pdf.getPage(3)).getTextContent()
  expect(items.map((item) => ('str' in item ? item.str : '')).join(' ')).toContain('All grains:')
})

it('is the same at every instance', () => {
  for (const { key, make } of sampleFiles) expect(Buffer.from(make()).equals(sample(key)), key).toBe(true)
})

it('holds a parquet file of several row groups with times, decimals, missing values, lists and a struct', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'granary-test-')), "it's.parquet")
  await writeParquet(file, 200_000)
  const buffer = await asyncBufferFromFile(file)
  const { num_rows, row_groups, schema } = await parquetMetadataAsync(buffer)
  expect([num_rows, row_groups.length]).toEqual([200_000n, 2])
  expect(row_groups[0]?.columns[0]?.meta_data?.codec).toBe('ZSTD')
  expect(schema.find(({ name }) => name === 'delivered_at')?.logical_type).toMatchObject({
    isAdjustedToUTC: true,
    unit: 'MICROS',
  })
  expect(schema.find(({ name }) => name === 'weight_kg')).toMatchObject({ precision: 9, scale: 3 })
  const rows = await parquetReadObjects({ file: buffer, compressors, rowStart: 0, rowEnd: 500 })
  expect(rows[0]).toMatchObject({ id: 1n, delivered_at: new Date('2025-01-01T00:00:00Z'), farm: 'Hof Ahrens' })
  expect(rows[0]?.store).toMatchObject({ site: 'North', temperature: null })
  expect(rows.some(({ labels }) => labels === undefined) && rows.some(({ labels }) => labels?.length === 2)).toBe(true)
  expect(rows.some(({ price_per_tonne }) => price_per_tonne === null)).toBe(true)
})
