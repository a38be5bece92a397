import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from '@/lib/parse'
import { startLinkedFolder } from '@/lib/testing/linked-folder'
import { writeParquetFile } from '@/lib/testing/table-files'
import { countTableRows } from './count-table-rows'
import { tableEngine } from './engine'
import { loadTablePage } from './load-table-page'
import { tablePageQuerySchema, tableSearchSchema } from './schema'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

type Query = Record<string, string | number>

const page = (file_key: string, query: Query = {}, format: 'parquet' | 'csv' = 'parquet') =>
  loadTablePage(folder.owner, { ...parse(tablePageQuerySchema, query), file_key, format })
const csvPage = (file_key: string, query: Query = {}) => page(file_key, query, 'csv')
const count = (file_key: string, query: Query = {}) =>
  countTableRows(folder.owner, { ...parse(tableSearchSchema, query), file_key })
const ids = async (answer: ReturnType<typeof page>) => (await answer).rows.map(({ id }) => id)
const put = (key: string, content: string | Buffer) => writeFile(join(folder.root, key), content)

beforeAll(async () => {
  folder = await startLinkedFolder()
  await writeParquetFile(
    join(folder.root, 'orders.parquet'),
    `SELECT i AS id, i % 7 AS "group", CASE WHEN i % 5 = 0 THEN NULL ELSE 'Käufer ' || (i % 100) END AS customer
     FROM range(5000) t(i)`,
    'FORMAT parquet, ROW_GROUP_SIZE 2048',
  )
  await put('people.csv', 'id,name,age\n1,Ada,36\n2,Bob,7\n3,"Grace, Admiral",85\n')
})
afterAll(() => tableEngine().close())

describe('a page of a parquet file', () => {
  it('has the columns alone when no rows are asked for', async () => {
    expect(await page('orders.parquet', { limit: 0 })).toEqual({ columns: ['id', 'group', 'customer'], rows: [] })
  })

  it('has the first hundred rows unless the request says otherwise', async () => {
    const { columns, rows } = await page('orders.parquet')
    expect(columns).toEqual(['id', 'group', 'customer'])
    expect(rows).toHaveLength(100)
    expect(rows[1]).toEqual({ id: 1, group: 1, customer: 'Käufer 1' })
  })

  it('starts where the request says, in the order of the file', async () => {
    expect(await ids(page('orders.parquet', { offset: 2500, limit: 3 }))).toEqual([2500, 2501, 2502])
    expect(await ids(page('orders.parquet', { offset: 9999 }))).toEqual([])
  })

  it('is sorted before it is cut', async () => {
    expect(await ids(page('orders.parquet', { sort_col: 'id', sort_desc: 'true', limit: 2 }))).toEqual([4999, 4998])
  })

  it('keeps equal rows in the order of the file, so that pages neither repeat nor lose any', async () => {
    const seen: unknown[] = []
    for (let offset = 0; offset < 1000; offset += 250)
      seen.push(...(await ids(page('orders.parquet', { sort_col: 'group', offset, limit: 250 }))))
    expect(seen.slice(0, 4)).toEqual([0, 7, 14, 21])
    expect(new Set(seen).size).toBe(1000)
  })

  it('has what is null last, in both directions', async () => {
    for (const sort_desc of ['true', 'false']) {
      const { rows } = await page('orders.parquet', { sort_col: 'customer', sort_desc, limit: 10_000 })
      expect(rows[0]?.customer).not.toBeNull()
      expect(rows.at(-1)?.customer).toBeNull()
    }
  })

  it('is searched before it is cut: contains, literally and in either case', async () => {
    const found = await page('orders.parquet', {
      search_col: 'customer',
      search_term: 'kÄUFER 42',
      limit: 2,
      offset: 1,
    })
    expect(found.rows).toEqual([
      { id: 142, group: 2, customer: 'Käufer 42' },
      { id: 242, group: 4, customer: 'Käufer 42' },
    ])
    for (const search_term of ['%', '_', '.*', 'Käufer %'])
      expect(await ids(page('orders.parquet', { search_col: 'customer', search_term }))).toEqual([])
  })

  it('finds numbers by their digits', async () => {
    expect(await ids(page('orders.parquet', { search_col: 'id', search_term: '499', limit: 2 }))).toEqual([499, 1499])
  })

  it('has all rows for a search without a column or without a term', async () => {
    expect(await ids(page('orders.parquet', { search_col: '', search_term: 'x', limit: 1 }))).toEqual([0])
    expect(await ids(page('orders.parquet', { search_col: 'customer', search_term: '', limit: 1 }))).toEqual([0])
  })

  it('refuses a column that the file does not have, also in another case', async () => {
    await expect(page('orders.parquet', { sort_col: 'ID' })).rejects.toMatchObject({
      code: 'invalid',
      message: '"orders.parquet" has no column "ID".',
    })
  })

  it('shows the new content once the file was replaced', async () => {
    await writeParquetFile(join(folder.root, 'changing.parquet'), `SELECT 'before' AS id`)
    expect(await ids(page('changing.parquet'))).toEqual(['before'])
    await writeParquetFile(join(folder.root, 'changing.parquet'), `SELECT 'after' AS id`)
    expect(await ids(page('changing.parquet'))).toEqual(['after'])
  })
})

describe('values', () => {
  it.each<[string, unknown, string]>([
    ['TRUE', true, 'booleans are booleans'],
    ['9007199254740991', 9007199254740991, 'the largest safe integer is a number'],
    ['9007199254740993', '9007199254740993', 'an integer beyond it is text'],
    ['18446744073709551615::UBIGINT', '18446744073709551615', 'so are larger ones'],
    ['1.10::DECIMAL(5, 2)', 1.1, 'a short decimal is a number'],
    ['12345678901234567890.12::DECIMAL(38, 2)', '12345678901234567890.12', 'a long one is text'],
    [`'nan'::DOUBLE`, 'NaN', 'NaN is text'],
    [`'-inf'::FLOAT`, '-Infinity', 'so are infinities'],
    [`DATE '2024-02-29'`, '2024-02-29', 'dates are ISO 8601'],
    [`TIMESTAMP '2024-02-29 12:34:56.789'`, '2024-02-29T12:34:56.789', 'so are timestamps'],
    [`TIMESTAMPTZ '2024-02-29 12:34:56+02'`, '2024-02-29T10:34:56Z', 'with Z where the zone is known'],
    [`TIME '10:11:12'`, '10:11:12', 'and times'],
    [`'\\xFFab'::BLOB`, '\\xFFab', 'bytes are text with escapes'],
    ['NULL::INTEGER', null, 'null is null'],
    [`[{'a': 1, 'b': [NULL, 2.5]}]`, [{ a: 1, b: [null, 2.5] }], 'lists and structs nest'],
    [
      `MAP {'x': 1, '__proto__': 2}`,
      Object.fromEntries([
        ['x', 1],
        ['__proto__', 2],
      ]),
      'maps are objects',
    ],
    [
      `{'when': TIMESTAMP '2024-01-01', 'big': 9007199254740993}`,
      { when: '2024-01-01T00:00:00', big: '9007199254740993' },
      'also inside others',
    ],
  ])('%s is %j: %s', async (sql, expected) => {
    await writeParquetFile(join(folder.root, 'value.parquet'), `SELECT ${sql} AS id`)
    expect(await ids(page('value.parquet'))).toEqual([expected])
  })
})

describe('a page of CSV', () => {
  it('has numbers as numbers and text as text', async () => {
    expect((await csvPage('people.csv')).rows).toEqual([
      { id: 1, name: 'Ada', age: 36 },
      { id: 2, name: 'Bob', age: 7 },
      { id: 3, name: 'Grace, Admiral', age: 85 },
    ])
  })

  it('sorts numbers as numbers', async () => {
    expect(await ids(csvPage('people.csv', { sort_col: 'age' }))).toEqual([2, 1, 3])
  })

  it('keeps what is written when a number would be another one', async () => {
    await put('ids.csv', 'id\n7\n12345678901234567890\n1.50\n')
    expect(await ids(csvPage('ids.csv'))).toEqual([7, '12345678901234567890', 1.5])
  })

  it('shows a late contradiction as it stands', async () => {
    await put('late.csv', `id\n${'1\n'.repeat(60_000)}x\n`)
    expect(await ids(csvPage('late.csv', { sort_col: 'id', offset: 59_999 }))).toEqual([1, 'x'])
    expect(await count('late.csv')).toEqual({ count: 60_001 })
  })

  it.each(['\t', '\\t', ';', '|'])('takes %j as separator', async (csv_separator) => {
    const separator = csv_separator === '\\t' ? '\t' : csv_separator
    await put('separated.csv', `id${separator}b\n1${separator}2\n`)
    expect((await csvPage('separated.csv', { csv_separator })).rows).toEqual([{ id: 1, b: 2 }])
  })

  it.each(['', 'ab', '"', '\n'])('takes %j for no separator, or for the usual one', async (csv_separator) => {
    if (csv_separator === '') expect(await ids(csvPage('people.csv', { csv_separator }))).toEqual([1, 2, 3])
    else await expect(async () => csvPage('people.csv', { csv_separator })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('has one column for a separator that is not in the file', async () => {
    expect((await csvPage('people.csv', { csv_separator: '|' })).columns).toEqual(['id,name,age'])
  })

  it.each([
    ['rows that are too short', 'id,b,c\n1,2\n3,4,5\n', [1, 3]],
    ['rows that are too long', 'id,b\n1,2,3\n4,5\n', [1, 4]],
    ['mixed line ends', 'id,b\r\n1,2\n3,4\r\n', [1, 3]],
    ['a byte order mark', '\ufeffid,b\n1,2\n', [1]],
    ['line breaks in quotes', 'b,id\n"x\ny",1\n"z",2\n', [1, 2]],
    ['a # at the beginning', 'id,b\n#1,2\n', ['#1']],
    ['no line end at its end', 'id\n1', [1]],
    ['a header alone', 'id,b\n', []],
  ])('reads %s', async (_what, content, expected) => {
    await put('odd.csv', content)
    expect(await ids(csvPage('odd.csv'))).toEqual(expected)
  })

  it('reads UTF-16 by its mark', async () => {
    await put('utf16.csv', Buffer.from('\ufeffid,b\nü,1\n', 'utf16le'))
    expect(await ids(csvPage('utf16.csv'))).toEqual(['ü'])
  })
})

describe('a file that is no such table', () => {
  beforeAll(async () => {
    await put('empty.csv', '')
    await put('empty.parquet', '')
    await put('latin.csv', Buffer.from('a,b\ncaf\xe9,1\n', 'latin1'))
    await put('torn.parquet', 'PAR1 and then nothing more')
    await put('false.parquet', `PAR1${'x'.repeat(5000)}\x08\x00\x00\x00PAR1`)
    await put('encrypted.parquet', 'PARE....PARE')
    await put('unclosed.csv', `a,b\n${'"never closed,1\ny,2\n'.repeat(3)}`)
  })

  it.each<[string, 'csv' | 'parquet', string]>([
    ['empty.csv', 'csv', '"empty.csv" is empty: there is no table in it.'],
    ['empty.parquet', 'parquet', '"empty.parquet" is empty: there is no table in it.'],
    ['latin.csv', 'csv', '"latin.csv" is not text in UTF-8. Save it in that encoding, then upload it again.'],
    ['people.csv', 'parquet', '"people.csv" is not a parquet file.'],
    ['orders.parquet', 'csv', '"orders.parquet" is a parquet file, not CSV.'],
    ['torn.parquet', 'parquet', '"torn.parquet" is damaged or no parquet file: it could not be read to its end.'],
    ['false.parquet', 'parquet', '"false.parquet" is damaged or no parquet file: it could not be read to its end.'],
    ['encrypted.parquet', 'parquet', '"encrypted.parquet" is an encrypted parquet file, which cannot be read here.'],
    ['unclosed.csv', 'csv', '"unclosed.csv" could not be read as CSV. Try another separator.'],
  ])('%s as %s: says so', async (key, format, message) => {
    await expect(page(key, {}, format)).rejects.toMatchObject({ code: 'invalid', message })
  })

  it('is told apart from one that is not there', async () => {
    await expect(page('missing.parquet')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a count', () => {
  it('is of all rows, or of those that a search finds', async () => {
    expect(await count('orders.parquet')).toEqual({ count: 5000 })
    expect(await count('orders.parquet', { search_col: 'customer', search_term: 'käufer 42' })).toEqual({ count: 50 })
    expect(await count('people.csv')).toEqual({ count: 3 })
    expect(await count('people.csv', { search_col: 'name', search_term: 'a' })).toEqual({ count: 2 })
  })
})

it('works for a member who may not see the resource', async () => {
  const query = { ...parse(tablePageQuerySchema, { limit: 1 }), file_key: 'people.csv', format: 'csv' as const }
  expect((await loadTablePage(folder.stranger, query)).rows).toHaveLength(1)
})
