import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from '@/lib/parse'
import { startLinkedFolder } from '@/lib/testing/linked-folder'
import { countTableRows } from './count-table-rows'
import { tableEngine } from './engine'
import { exportCsv } from './export-csv'
import { loadTablePage } from './load-table-page'
import { tablePageQuerySchema } from './schema'

// CVE-2026-23696: names that end up in SQL. The columns of a file are named by whoever uploaded it.
const names = [
  `"quoted"`,
  `it's`,
  `x"; DROP TABLE t; --`,
  `x'); COPY (SELECT 1) TO '/tmp/owned' --`,
  `") FROM read_text('/etc/passwd') --`,
  '$1',
  '?',
  ':name',
  'line\nbreak',
  'tab\there',
  'back\\slash',
  'c0',
  'c1',
  'k',
  'n',
  't',
  'page',
  'file_row_number',
  'SELECT',
  '*',
  'x y',
  'ünïcödé 🌾 \u202e',
  '/* comment',
  '{{template}}',
  '__proto__',
  'constructor',
]

const quotedCsv = (name: string) => `"${name.replaceAll('"', '""')}"`

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const columns = names.map((name, i) => `'v' || (5 - i) || '-${i}' AS "${name.replaceAll('"', '""')}"`)
  const path = join(folder.root, 'hostile.parquet')
  await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(3) t(i)) TO '${path}' (FORMAT parquet)`)
  instance.closeSync()
  const rows = [names.map(quotedCsv), ...[5, 4, 3].map((row) => names.map((_, i) => `v${row}-${i}`))]
  await writeFile(join(folder.root, 'hostile.csv'), rows.map((row) => `${row.join(',')}\n`).join(''))
})
afterAll(() => tableEngine().close())

describe.each(['parquet', 'csv'] as const)('in %s', (format) => {
  const file_key = `hostile.${format}`
  const page = (query: Record<string, string>) =>
    loadTablePage(folder.owner, { ...parse(tablePageQuerySchema, query), file_key, format })

  it('the columns come back as they are', async () => {
    const { columns, rows } = await page({})
    expect(columns).toEqual(names)
    expect(Object.entries(rows[0] ?? {})).toEqual(names.map((name, i) => [name, `v5-${i}`]))
  })

  it.each(names)('%j is sorted and searched by', async (name) => {
    const i = names.indexOf(name)
    const { rows } = await page({ sort_col: name, search_col: name, search_term: `-${i}`, limit: '1' })
    expect(Object.entries(rows[0] ?? {})[i]).toEqual([name, `v3-${i}`])
    const search = { ...parse(tablePageQuerySchema, { search_col: name, search_term: 'V4' }), file_key }
    expect(await countTableRows(folder.owner, search)).toEqual({ count: 1 })
  })

  it.each(names)('%j as a term is text to look for', async (search_term) => {
    const query = parse(tablePageQuerySchema, { search_col: '$1', search_term, sort_col: `it's` })
    expect(await countTableRows(folder.owner, { ...query, file_key })).toEqual({ count: 0 })
  })

  it.each(["' OR 1=1 --", 'c0', 'rowid', 'filename', '1', 'it’s'])('%j is no column of it', async (sort_col) => {
    if (names.includes(sort_col)) return
    await expect(page({ sort_col })).rejects.toMatchObject({ code: 'invalid', message: /has no column/ })
  })
})

it('go into the header of CSV as they are', async () => {
  const csv = await exportCsv(folder.owner, {
    file_key: 'hostile.parquet',
    storage: '_default_',
    s3_resource_path: undefined,
  })
  const text = Buffer.concat(await csv.toArray()).toString()
  for (const name of names.filter((name) => /[",\n]/.test(name))) expect(text).toContain(quotedCsv(name))
  expect(text.trimEnd().split('\n').at(-1)).toBe(names.map((_, i) => `v3-${i}`).join(','))
})
