import { readdir, readlink } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'

const MB = 1024 * 1024

let api: StorageApi

beforeAll(async () => {
  api = await startStorageApi()
  await api.store.write('taken.bin', Buffer.from('the first'))
})
afterAll(() => api.close())

const target = (key: string, more = '') =>
  `/api/w/lab/job_helpers/upload_s3_file?file_key=${encodeURIComponent(key)}${more}`

/** Starts an upload and leaves it to the test how its body goes on. */
function begin(path: string, headers: Record<string, string | number> = {}) {
  const request = httpRequest(`${api.endpoint}${path}`, {
    method: 'POST',
    agent: false,
    headers: { cookie: api.cookie, 'sec-fetch-site': 'same-origin', ...headers },
  })
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
  })
  answer.catch(() => {})
  return { request, answer }
}

/** Files of the folder that this process has open, but for the store's own: streams that nobody closed. */
async function openFiles() {
  const descriptors = await readdir('/proc/self/fd')
  const paths = await Promise.all(descriptors.map((fd) => readlink(join('/proc/self/fd', fd)).catch(() => '')))
  return paths.filter((path) => path.startsWith(api.root) && !/\/(index\.db|writers\/)/.test(path))
}

/** Megabytes of nothing, made as they are read. */
function zeros(megabytes: number): Readable {
  const chunk = Buffer.alloc(MB)
  return Readable.from(
    (function* () {
      for (let sent = 0; sent < megabytes; sent++) yield chunk
    })(),
  )
}

describe('an upload', () => {
  it('without a length is stored whole', async () => {
    const { request, answer } = begin(target('chunked.bin'))
    request.write('one ')
    await sleep(20)
    request.end('two')
    expect((await answer).status).toBe(200)
    expect((await api.store.head('chunked.bin'))?.size).toBe(7)
  })

  it('of an empty body is an empty object', async () => {
    const { request, answer } = begin(target('empty.bin'), { 'content-length': 0 })
    request.end()
    expect((await answer).status).toBe(200)
    expect((await api.store.head('empty.bin'))?.size).toBe(0)
  })

  it('that breaks off leaves neither an object nor a file behind', async () => {
    const { request } = begin(target('broken.bin'), { 'content-length': 10 * MB })
    request.write(Buffer.alloc(MB))
    await vi.waitFor(async () => expect(await openFiles()).not.toEqual([]))
    request.destroy()
    await vi.waitFor(async () => expect(await openFiles()).toEqual([]))
    expect(await api.store.head('broken.bin')).toBeNull()
    await vi.waitFor(async () => expect(await readdir(join(api.root, '.granary/tmp'))).toEqual([]))
  })

  it('that breaks off leaves the object that it was to replace', async () => {
    const { request } = begin(target('taken.bin'), { 'content-length': 10 * MB })
    request.write(Buffer.alloc(MB))
    await vi.waitFor(async () => expect(await openFiles()).not.toEqual([]))
    request.destroy()
    await vi.waitFor(async () => expect(await openFiles()).toEqual([]))
    expect((await api.store.head('taken.bin'))?.size).toBe(9)
  })

  it('whose sender closes its half before the announced length stores nothing', async () => {
    const socket = connect(api.port, '127.0.0.1')
    const head = [`POST ${target('short.bin')} HTTP/1.1`, 'host: localhost', `cookie: ${api.cookie}`]
    socket.write(`${[...head, 'sec-fetch-site: same-origin', 'content-length: 100'].join('\r\n')}\r\n\r\nonly this`)
    await sleep(50)
    socket.end()
    await new Promise((resolve) => socket.once('close', resolve).resume())
    await vi.waitFor(async () => expect(await openFiles()).toEqual([]))
    expect(await api.store.head('short.bin')).toBeNull()
  })

  it('whose bytes come one by one is stored', async () => {
    const { request, answer } = begin(target('slow.bin'), { 'content-length': 5 })
    for (const byte of '12345') {
      request.write(byte)
      await sleep(200)
    }
    request.end()
    expect((await answer).status).toBe(200)
  })
})

describe('a refusal while the body is still coming', () => {
  it.each<[string, string, Record<string, string>, number, RegExp]>([
    ['a key that is taken', target('taken.bin', '&overwrite=false'), {}, 409, /^Conflict: "taken.bin" exists already/],
    ['no session', target('x.bin'), { cookie: '' }, 401, /^Not authorized: /],
    ['another site', target('x.bin'), { 'sec-fetch-site': 'cross-site' }, 403, /^Permission denied: /],
    ['a key that is too long', target('x'.repeat(1025)), {}, 400, /^Bad request: .*1024 bytes/],
    ['an unknown storage', target('x.bin', '&storage=none'), {}, 400, /^Bad request: .*none/],
  ])('for %s reaches the sender', async (_reason, path, headers, status, line) => {
    const { request, answer } = begin(path, { ...headers, 'content-length': 20 * MB })
    zeros(20).pipe(request)
    const { status: answered, body } = await answer
    expect(answered).toBe(status)
    expect(body).toMatch(line)
    expect(body).not.toContain('\n')
    expect((await api.store.head('taken.bin'))?.size).toBe(9)
  })
})

describe('a download', () => {
  it('that the reader leaves closes the file', async () => {
    await api.store.write('large.bin', zeros(30))
    const left = new Promise<void>((resolve) => {
      const path = `/api/w/lab/job_helpers/download_s3_file?file_key=large.bin`
      const request = httpRequest(`${api.endpoint}${path}`, { headers: { cookie: api.cookie }, agent: false })
      request.on('response', (response) => {
        response.once('data', () => {
          request.destroy()
          resolve()
        })
      })
      request.on('error', () => {})
      request.end()
    })
    await left
    await vi.waitFor(async () => expect(await openFiles()).toEqual([]))
  })
})
