import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tableEngine } from '@/lib/tables/engine'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'
import { writeParquetFile } from '@/lib/testing/table-files'
import { processOn, until } from '@/lib/testing/table-processes'

let api: StorageApi

beforeAll(async () => {
  api = await startStorageApi()
  await writeParquetFile(
    join(api.root, 'nested.parquet'),
    `SELECT 1 AS id, 'a "quoted", text' AS note, [{'x': 1.5}, NULL] AS parts, TIMESTAMP '2024-01-02 03:04:05' AS at
     UNION ALL SELECT 2, NULL, [], NULL UNION ALL SELECT 3, '', NULL, NULL`,
  )
})
afterAll(async () => {
  tableEngine().close()
  await api.close()
})

async function getJson(route: string, query?: Record<string, string>) {
  const { status, body } = await api.ask(route, { query })
  return { status, json: status === 200 ? JSON.parse(body.toString()) : body.toString() }
}

/** Sends a path exactly as it is written here. */
function getRaw(path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(api.endpoint)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { cookie: api.cookie } }, async (answer) => {
      const body = Buffer.concat(await answer.toArray()).toString()
      resolve({ status: answer.statusCode ?? 0, body })
    })
      .once('error', reject)
      .end()
  })
}

describe('a table page', () => {
  it('comes in the shape of the published clients', async () => {
    const query = { offset: '0', limit: '1', sort_col: 'id', sort_desc: 'true', search_col: '', search_term: '' }
    expect(await getJson('load_parquet_preview/nested.parquet', query)).toEqual({
      status: 200,
      json: { columns: ['id', 'note', 'parts', 'at'], rows: [{ id: 3, note: '', parts: null, at: null }] },
    })
  })

  it.each([
    ['plain.csv', 'plain.csv'],
    ['folder/with space/é.csv', 'folder/with%20space/%C3%A9.csv'],
    ['folder/slash.csv', 'folder%2Fslash.csv'],
    ['double//slash.csv', 'double//slash.csv'],
    ['/leading.csv', '/leading.csv'],
    ['trailing.csv/', 'trailing.csv/'],
    ['a/../b.csv', 'a/../b.csv'],
    ['..', '..'],
    ['../../../health', '../../../health'],
    ['./here.csv', './here.csv'],
    ['100%.csv', '100%25.csv'],
    ['%2e%2e.csv', '%252e%252e.csv'],
    ['what?.csv', 'what%3F.csv'],
    ['a+b&c=d#e.csv', 'a+b&c=d%23e.csv'],
    ["it's; DROP TABLE t; --$1.csv", "it's;%20DROP%20TABLE%20t;%20--$1.csv"],
    ['line\nbreak".csv', 'line%0Abreak%22.csv'],
    ['glob*[a-z]?.csv', 'glob*[a-z]%3F.csv'],
  ])('of the key %j is read, as it stands in the path', async (key, path) => {
    await api.store.write(key, Buffer.from(`key\n"${key.replaceAll('"', '""')}"\n`))
    const { status, body } = await getRaw(`/api/w/lab/job_helpers/load_csv_preview/${path}?limit=5`)
    expect(body).toBe(JSON.stringify({ columns: ['key'], rows: [{ key }] }))
    expect(status).toBe(200)
    expect((await getRaw(`/api/w/lab/job_helpers/load_table_count/${path}`)).body).toBe('{"count":1}')
  })

  it('takes a key that is no percent-encoded UTF-8 for a mistake of the request', async () => {
    expect(await getRaw('/api/w/lab/job_helpers/load_csv_preview/a%ff.csv')).toMatchObject({ status: 400 })
  })

  it.each([
    ['load_csv_preview/missing.csv', {}, 404, 'Not found: There is no object "missing.csv".'],
    ['load_csv_preview/nested.parquet', {}, 400, 'Bad request: "nested.parquet" is a parquet file, not CSV.'],
    ['load_parquet_preview/nested.parquet', { sort_col: 'x' }, 400, 'Bad request: "nested.parquet" has no column "x".'],
    [
      'load_parquet_preview/nested.parquet',
      { limit: '-1' },
      400,
      'Bad request: limit: Too small: expected number to be >=0',
    ],
  ])('of %s with %j fails in one line', async (route, query, status, line) => {
    expect(await getJson(route, query)).toEqual({ status, json: line })
  })

  it.runIf(process.platform === 'linux')('is given up, with its process, when whoever asked goes away', async () => {
    const query = 'SELECT md5(i::VARCHAR) AS text FROM range(3000000) t(i)'
    await writeParquetFile(join(api.root, 'long.parquet'), query)
    const controller = new AbortController()
    const path = 'job_helpers/load_parquet_preview/long.parquet?sort_col=text&offset=2999999'
    const options = { headers: { cookie: api.cookie }, signal: controller.signal }
    const answer = fetch(`${api.endpoint}/api/w/lab/${path}`, options).catch(() => 'gone')
    const pid = await processOn('long.parquet')
    controller.abort()
    expect(await answer).toBe('gone')
    await until(() => !existsSync(`/proc/${pid}`), 5000)
  })

  it('names no path of the server when the file behind a key is broken', async () => {
    await mkdir(dirname(join(api.root, 'secret place/x')), { recursive: true })
    await writeFile(join(api.root, 'secret place/broken.parquet'), `PAR1${'x'.repeat(100)}PAR1`)
    const { status, body } = await api.ask('load_parquet_preview/secret%20place/broken.parquet')
    expect(status).toBe(400)
    expect(body.toString()).not.toContain(api.root)
    expect(body.toString()).not.toContain('/dev/fd')
  })
})

describe('a parquet file as CSV', () => {
  it('has a header, and nested values as JSON', async () => {
    const { status, headers, body } = await api.ask('download_s3_parquet_file_as_csv', {
      query: { file_key: 'nested.parquet' },
    })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe('attachment; filename=nested.csv')
    expect(body.toString().split('\n')).toEqual([
      'id,note,parts,at',
      '1,"a ""quoted"", text","[{""x"":1.5},null]",2024-01-02T03:04:05',
      '2,,[],',
      '3,"",,',
      '',
    ])
  })

  it('is named after the object by RFC 5987', async () => {
    await api.store.write('f/größe "1".parquet', (await api.store.read('nested.parquet')).body)
    const { headers } = await api.ask('download_s3_parquet_file_as_csv', {
      query: { file_key: 'f/größe "1".parquet' },
      method: 'HEAD',
    })
    expect(headers['content-disposition']).toContain(`filename*=UTF-8''gr%C3%B6%C3%9Fe%20%221%22.csv`)
  })

  it('is refused for a file that is none', async () => {
    await api.store.write('text.parquet', Buffer.from('plain text'))
    const { status, body } = await api.ask('download_s3_parquet_file_as_csv', { query: { file_key: 'text.parquet' } })
    expect([status, body.toString()]).toEqual([400, 'Bad request: "text.parquet" is not a parquet file.'])
  })
})
