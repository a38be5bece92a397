import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { DIALECTS, type DialectProxy, dialectProxy } from '@/lib/testing/dialect-proxy'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'

const PART_BYTES = 8 * 1024 ** 2

await describeWithServer('ceph', 'S3 store behind the rules of', (server) => {
  describe.each(Object.entries(DIALECTS))('%s', (_name, rule) => {
    let proxy: DialectProxy
    let bucket: TestBucket
    beforeAll(async () => {
      proxy = await dialectProxy(server.endpoint, rule)
      bucket = await openTestBucket({ ...server, endpoint: proxy.endpoint })
    })
    afterAll(async () => {
      await bucket.close()
      await proxy.close()
    })

    it('writes bytes, streams and many parts', async () => {
      await bucket.store.write('bytes', Buffer.from('x'), { overwrite: false })
      await bucket.store.write('stream', Readable.from([Buffer.from('x')]))
      const parts = Readable.from([Buffer.alloc(2 * PART_BYTES), Buffer.alloc(PART_BYTES)])
      await bucket.store.write('parts', parts, { size: 3 * PART_BYTES, overwrite: false })
      expect((await bucket.store.list()).objects.map(({ size }) => size)).toEqual([1, 3 * PART_BYTES, 1])
    })

    it('does not overwrite when told so', async () => {
      await bucket.store.write('taken', Buffer.from('old'))
      const second = bucket.store.write('taken', Buffer.from('new'), { overwrite: false })
      await expect(second).rejects.toMatchObject({ code: 'conflict' })
    })

    it('reads, copies and removes', async () => {
      await bucket.store.write('a', Buffer.from('hello'))
      await bucket.store.copy?.('a', 'b')
      const { body } = await bucket.store.read('b', { range: { last: 2 } })
      expect(Buffer.concat(await body.toArray()).toString()).toBe('lo')
      expect(await bucket.store.remove(['a', 'b', 'never there'])).toEqual([])
      expect((await bucket.store.list({ prefix: 'a' })).objects).toEqual([])
    })
  })

  it('lets one of many writers at once win where the server knows no condition', async () => {
    const proxy = await dialectProxy(server.endpoint, DIALECTS['no conditional writes'] ?? (() => null))
    const bucket = await openTestBucket({ ...server, endpoint: proxy.endpoint })
    const write = (body: string) => bucket.store.write('key', Buffer.from(body), { overwrite: false })
    const ended = await Promise.allSettled(['a', 'b', 'c', 'd'].map(write))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of ended)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'ObjectExists' })
    await bucket.close()
    await proxy.close()
  })

  // Without this the tests above would pass with rules that refuse nothing.
  it.each(['Cloudflare R2', 'Google Cloud Storage', 'Backblaze B2'])(
    '%s, which refuse the default checksums of the SDK',
    async (name) => {
      const proxy = await dialectProxy(server.endpoint, DIALECTS[name] ?? (() => null))
      const bucket = await openTestBucket({ ...server, endpoint: proxy.endpoint }, { dialect: 'aws', maxAttempts: 1 })
      await expect(bucket.store.write('a', Buffer.from('a'))).rejects.toBeInstanceOf(AppError)
      await bucket.close()
      await proxy.close()
    },
  )
})
