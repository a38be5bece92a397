import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type DialectProxy, dialectProxy } from '@/lib/testing/dialect-proxy'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'

const MIB = 1024 ** 2
const uses = { multipart: false, conditionalWrites: true, checksums: true, tagging: true }

await describeWithServer('ceph', 'a server that was seen to take no uploads in parts', (server) => {
  let proxy: DialectProxy
  let bucket: TestBucket
  let asked = 0
  beforeAll(async () => {
    proxy = await dialectProxy(server.endpoint, ({ query }) => {
      if (!query.has('uploads') && !query.has('uploadId')) return null
      asked++
      return [501, 'NotImplemented']
    })
    bucket = await openTestBucket({ ...server, endpoint: proxy.endpoint }, { uses })
  })
  beforeEach(() => {
    asked = 0
  })
  afterAll(async () => {
    await bucket.close()
    await proxy.close()
  })

  const content = randomBytes(MIB)
  function* pieces(count: number) {
    for (let piece = 0; piece < count; piece++) yield content
  }

  it('is sent a large file whole, and asked for no parts', async () => {
    expect(bucket.store.multipart).toBeUndefined()
    const size = 40 * MIB
    const written = await bucket.store.write('large', Readable.from(pieces(40)), { size, metadata: { m: '1' } })
    expect(written).toMatchObject({ size, etag: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect(await bucket.store.head('large')).toMatchObject({ size, metadata: { m: '1' } })
    const { body } = await bucket.store.read('large', { range: { start: 39 * MIB } })
    expect(Buffer.concat(await body.toArray()).equals(content)).toBe(true)
    expect(asked).toBe(0)
  })

  it.each([
    ['ends early', 39],
    ['goes on', 41],
  ])('is given no file that %s', async (_what, count) => {
    const sent = bucket.store.write('wrong size', Readable.from(pieces(count)), { size: 40 * MIB })
    await expect(sent).rejects.toMatchObject({ name: 'WrongSize' })
    expect(await bucket.store.head('wrong size')).toBeNull()
  })

  it('is given no half of a file that breaks off', async () => {
    async function* broken() {
      yield* pieces(20)
      throw new Error('gone')
    }
    await expect(bucket.store.write('broken', Readable.from(broken()), { size: 40 * MIB })).rejects.toThrow('gone')
    expect(await bucket.store.head('broken')).toBeNull()
  })

  it('does not overwrite when told so', async () => {
    const write = (options: object) =>
      bucket.store.write('once', Readable.from(pieces(20)), { size: 20 * MIB, ...options })
    const { etag } = await write({ overwrite: false })
    await expect(write({ overwrite: false })).rejects.toMatchObject({ name: 'ObjectExists' })
    await expect(write({ ifMatch: 'another' })).rejects.toMatchObject({ name: 'ObjectChanged' })
    expect(etag).toBeTruthy()
  })

  it('is asked all the same for what cannot be sent whole, and its refusal is told with what to do', async () => {
    await expect(bucket.store.write('unsaid', Readable.from(pieces(20)))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/takes no uploads in parts.* must be sent with its length/),
    })
    expect(asked).toBeGreaterThan(0)
    expect(await bucket.store.head('unsaid')).toBeNull()
  })
})
