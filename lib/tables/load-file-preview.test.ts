import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from '@/lib/parse'
import { startLinkedFolder } from '@/lib/testing/linked-folder'
import { writeParquetFile } from '@/lib/testing/table-files'
import { tableEngine } from './engine'
import { loadFilePreview } from './load-file-preview'
import { filePreviewQuerySchema } from './schema'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

const put = (key: string, content: string | Buffer) => writeFile(join(folder.root, key), content)
const preview = (file_key: string, query: Record<string, string> = {}) => {
  const window = { read_bytes_from: '0', read_bytes_length: '131072' }
  return loadFilePreview(folder.owner, parse(filePreviewQuerySchema, { ...window, ...query, file_key }))
}

beforeAll(async () => {
  folder = await startLinkedFolder()
})
afterAll(() => tableEngine().close())

it('shows the window of a text that was asked for, without the character that it cuts', async () => {
  await put('notes.txt', 'aé€z')
  expect(await preview('notes.txt')).toEqual({ content: 'aé€z', content_type: 'RawText', msg: null })
  expect((await preview('notes.txt', { read_bytes_length: '4' })).content).toBe('aé')
  expect((await preview('notes.txt', { read_bytes_from: '2' })).content).toBe('€z')
  expect((await preview('notes.txt', { read_bytes_from: '100' })).content).toBe('')
})

it('shows the first ten rows of CSV as a grid', async () => {
  await put('rows.csv', `id;name\n${Array.from({ length: 20 }, (_, i) => `${i};n${i}`).join('\n')}\n`)
  const { content, content_type } = await preview('rows.csv', { csv_separator: ';' })
  expect(content_type).toBe('Csv')
  const lines = content?.split('\n') ?? []
  expect(lines[1]).toBe('│ id ┆ name │')
  expect(lines[3]).toBe('│ 0  ┆ n0   │')
  expect(lines.filter((line) => line.startsWith('│'))).toHaveLength(11)
})

it('numbers the columns of CSV without a header', async () => {
  await put('bare.csv', '1\t2\n')
  const { content } = await preview('bare.csv', { csv_separator: '\\t', csv_has_header: 'false' })
  expect(content?.split('\n')[1]).toBe('│ column_1 ┆ column_2 │')
})

it('tells in its message what is wrong with the separator', async () => {
  await put('rows.csv', 'a,b\n')
  expect(await preview('rows.csv', { csv_separator: 'ab' })).toMatchObject({ content: null, msg: /one character/ })
})

it('shows the first ten rows of parquet as a grid', async () => {
  await writeParquetFile(join(folder.root, 'rows.parquet'), `SELECT i, [i] AS list FROM range(30) t(i)`)
  const { content, content_type, msg } = await preview('rows.parquet')
  expect([content_type, msg]).toEqual(['Parquet', null])
  expect(content?.split('\n')[3]).toBe('│ 0 ┆ [0]  │')
})

it.each([
  ['broken.parquet', 'no parquet', 'Parquet', '"broken.parquet" is not a parquet file.'],
  ['latin.txt', Buffer.from('caf\xe9 au lait', 'latin1'), 'RawText', 'Internal: File encoding is not supported'],
  ['program.exe', 'MZ', 'Unknown', 'Preview is not available. Content type is unknown or not supported'],
])('answers for %s why there is none', async (key, content, content_type, msg) => {
  await put(key, content)
  expect(await preview(key)).toEqual({ content: null, content_type, msg })
})

it('refuses a window of more than 8 MiB, and a request without one', async () => {
  await put('notes.txt', 'x')
  const refused = preview('notes.txt', { read_bytes_length: String(8 * 1024 * 1024 + 1) })
  await expect(refused).rejects.toMatchObject({ code: 'invalid', message: 'Cannot load file bigger than 8MB' })
  expect(() => parse(filePreviewQuerySchema, { file_key: 'notes.txt' })).toThrow(/read_bytes_from/)
})

it('does not find what is not there', async () => {
  await expect(preview('missing.txt')).rejects.toMatchObject({ code: 'not_found' })
})
