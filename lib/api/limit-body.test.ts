import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'

let api: StorageApi

beforeAll(async () => {
  api = await startStorageApi()
})
afterAll(() => api.close())

const LONG = JSON.stringify({ value: 'x'.repeat(9 * 1024 * 1024) })

const send = (path: string, type: string, body = LONG) =>
  fetch(`${api.endpoint}/api/w/lab/${path}`, {
    method: 'POST',
    headers: { cookie: api.cookie, 'sec-fetch-site': 'same-origin', 'content-type': type },
    body,
  })

it.each([
  ['resources/update/u/ada/folder', 'application/json'],
  // A path that ends like one that takes files is none of them.
  ['resources/update/u/ada/s3_proxy', 'application/json'],
  ['resources/update/job_helpers/upload_s3_file', 'application/json; charset=utf-8'],
  ['job_helpers/download_files_as_zip', 'application/x-www-form-urlencoded'],
])('what is read whole is refused when it is too long: %s as %s', async (path, type) => {
  const response = await send(path, type)
  expect([response.status, await response.text()]).toEqual([400, expect.stringMatching(/has more than \d+ bytes/)])
})

it('a file may be of any type and length', async () => {
  const response = await send('job_helpers/upload_s3_file?file_key=long.json', 'application/json')
  expect(response.status).toBe(200)
  expect((await api.store.head('long.json'))?.size).toBe(LONG.length)
})
