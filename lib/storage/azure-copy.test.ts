import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { openAzure } from './azure'
import type { ObjectStore } from './object-store'

// Azurite copies at once, so what takes long is played here: answers of Azure, as its documentation has them.
let server: Awaited<ReturnType<typeof listen>>
let store: ObjectStore
let asked: string[]
/** What the target is like, and how the server answers when a copy shall begin. */
let target: Record<string, string>
let begin: { status: number; headers: Record<string, string> }

beforeEach(async () => {
  asked = []
  const common = { etag: '"1"', 'last-modified': new Date(0).toUTCString(), 'content-length': '0' }
  server = await listen(
    createServer((request, response) => {
      const { method, url = '', headers } = request
      const abort = url.includes('comp=copy') && ` abort ${/copyid=(\w+)/.exec(url)?.[1]}`
      if (method !== 'HEAD')
        asked.push(`${method}${abort || ''}${method === 'DELETE' ? ` if ${headers['if-match']}` : ''}`)
      if (abort) target = { ...target, 'x-ms-copy-status': 'aborted', etag: '"2"' }
      // 0: no answer at all.
      if (method === 'PUT' && !abort && begin.status === 0) return void response.destroy()
      if (method === 'PUT' && !abort)
        return void response.writeHead(begin.status, { ...common, ...begin.headers }).end()
      const about = url.includes('/target') ? target : {}
      response.writeHead(method === 'DELETE' ? 202 : abort ? 204 : 200, { ...common, ...about }).end()
    }),
  )
  const settings = { accountName: 'account', containerName: 'reports', useSSL: false, endpoint: server.endpoint }
  store = openAzure({ ...settings, accessKey: Buffer.from('key').toString('base64') }, { ...LOOPBACK, maxAttempts: 1 })
})
afterEach(async () => {
  await store.close?.()
  await server.close()
})

const pending = (id: string) => ({ 'x-ms-copy-id': id, 'x-ms-copy-status': 'pending' })
const copy = (signal?: AbortSignal) => store.copy?.('source', 'target', { signal }) ?? expect.unreachable()

it('waits for a copy that takes long', async () => {
  begin = { status: 202, headers: pending('ours') }
  target = pending('ours')
  setTimeout(() => {
    target = { 'x-ms-copy-id': 'ours', 'x-ms-copy-status': 'success' }
  }, 700)
  await copy()
  expect(asked).toEqual(['PUT'])
})

it('takes its own copy back at once when it is given up', async () => {
  begin = { status: 202, headers: pending('ours') }
  target = pending('ours')
  const stop = new AbortController()
  const copied = copy(stop.signal).catch((error: Error) => error.message)
  await expect.poll(() => asked).toEqual(['PUT'])
  setTimeout(() => stop.abort(), 300)
  expect(await copied).toMatch(/abort/i)
  expect(asked).toEqual(['PUT', 'PUT abort ours', 'DELETE if "2"'])
})

it('leaves alone what somebody else copies there at that moment', async () => {
  begin = { status: 409, headers: { 'x-ms-error-code': 'PendingCopyOperation' } }
  target = pending('theirs')
  await expect(copy()).rejects.toMatchObject({ code: 'unavailable' })
  expect(asked).toEqual(['PUT'])
})

it('tells of a source that was changed as of a change, not of a target that is there', async () => {
  begin = { status: 412, headers: { 'x-ms-error-code': 'SourceConditionNotMet' } }
  const copied = store.copy?.('source', 'goal', { overwrite: true })
  await expect(copied).rejects.toMatchObject({ name: 'ObjectChanged', key: 'source' })
})

it.each([
  ['source', ['PUT', 'PUT abort ours', 'DELETE if "2"']],
  ['other', ['PUT']],
])(
  'takes back a copy that began without an answer, where it is one of its own source (%s)',
  async (source, expected) => {
    begin = { status: 0, headers: {} }
    target = { ...pending('ours'), 'x-ms-copy-source': `${server.endpoint}/account/reports/${source}?sig=secret` }
    await expect(copy()).rejects.toMatchObject({ code: 'unavailable' })
    expect(asked).toEqual(expected)
  },
)

it('says which source the server may not read, and which it only could not', async () => {
  for (const [status, code] of [
    [403, 'forbidden'],
    [500, 'unavailable'],
  ] as const) {
    begin = { status, headers: { 'x-ms-error-code': 'CannotVerifyCopySource' } }
    await expect(copy()).rejects.toMatchObject({ code })
  }
})

it('ends, and removes nothing, when somebody else wrote the target while it was copied', async () => {
  begin = { status: 202, headers: pending('ours') }
  target = pending('theirs')
  await expect(copy()).rejects.toMatchObject({ name: 'ObjectChanged' })
  expect(asked).toEqual(['PUT'])
})
