import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'

let api: StorageApi

beforeAll(async () => {
  api = await startStorageApi()
  await api.store.write('ten.txt', Buffer.from('0123456789'))
})
afterAll(() => api.close())

const EVIL = 'https://evil.example'
const address = (route: string) => `${api.endpoint}/api/${route}`

describe('GHSA-x5xv-223c-8vm7: no origin is let in with credentials', () => {
  it.each([
    ['GET', 'version', {}],
    ['GET', 'w/lab/users/whoami', {}],
    ['GET', 'w/lab/job_helpers/download_s3_file?file_key=ten.txt', { range: 'bytes=0-1' }],
    ['GET', 'w/lab/job_helpers/download_s3_file?file_key=missing.txt', {}],
    ['GET', 'w/lab/s3_proxy/_default_/ten.txt', {}],
    ['GET', 'nothing/here', {}],
    ['POST', 'w/lab/apps/sign_s3_objects', {}],
  ])('%s %s', async (method, route, more) => {
    for (const origin of [EVIL, 'null', 'http://localhost:3000', 'https://evil.example, https://other.example']) {
      const { headers } = await fetch(address(route), { method, headers: { origin, cookie: api.cookie, ...more } })
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
  })

  it('a preflight names no origin either', async () => {
    const headers = { origin: EVIL, 'access-control-request-method': 'DELETE', cookie: api.cookie }
    const response = await fetch(address('w/lab/job_helpers/delete_s3_file'), { method: 'OPTIONS', headers })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('a change by cookie from another site stays refused', async () => {
    const headers = { origin: EVIL, 'sec-fetch-site': 'cross-site', cookie: api.cookie }
    const response = await fetch(address('w/lab/job_helpers/delete_s3_file?file_key=ten.txt'), {
      method: 'DELETE',
      headers,
    })
    expect(response.status).toBe(403)
    expect(await api.store.head('ten.txt')).not.toBeNull()
  })
})

it('pages of other origins may send what tokens and ranges need, and read what tells of bytes', async () => {
  const headers = {
    origin: EVIL,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  }
  const preflight = await fetch(address('w/lab/job_helpers/download_s3_file'), { method: 'OPTIONS', headers })
  const allowed = preflight.headers.get('access-control-allow-headers') ?? ''
  for (const name of ['authorization', 'content-type', 'range', 'x-amz-date']) expect(allowed).toContain(name)
  const download = await api.ask('download_s3_file', { query: { file_key: 'ten.txt' } })
  const exposed = String(download.headers['access-control-expose-headers'])
  for (const name of ['content-length', 'content-range', 'content-disposition', 'etag']) expect(exposed).toContain(name)
})
