import { Readable } from 'node:stream'
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LOOPBACK, openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { openS3 } from './s3'
import { createBucket, type S3Bucket } from './s3-bucket'
import { copyObject } from './s3-copy'
import { uploadPartBytes } from './s3-part-size'
import { headObject } from './s3-read'

const MIB = 1024 ** 2
const GIB = 1024 ** 3

it.each([
  [17 * MIB, 8 * MIB],
  [5 * GIB, 8 * MIB],
  [10_000 * 8 * MIB, 8 * MIB],
  [10_000 * 8 * MIB + 1, 9 * MIB],
  [5 * 1024 * GIB, 525 * MIB],
])('a body of %i bytes goes in parts of %i bytes, at most 10,000', (size, expected) => {
  expect(uploadPartBytes(size)).toBe(expected)
  expect(Math.ceil(size / uploadPartBytes(size))).toBeLessThanOrEqual(10_000)
})

for (const name of ['ceph', 'versitygw'] as const) {
  await describeWithServer(name, `a multipart upload on ${name}`, (server) => {
    let opened: TestBucket
    let bucket: S3Bucket
    beforeAll(async () => {
      opened = await openTestBucket(server)
      bucket = createBucket(opened.settings, LOOPBACK)
    })
    afterAll(async () => {
      await opened.close()
      bucket.client.destroy()
    })

    it.each([
      [
        'is aborted',
        (abort: AbortController) => (sent: number) => sent > 40 * MIB && abort.abort(),
        undefined,
        /abort/,
      ],
      [
        'loses its body',
        () => (sent: number) => {
          if (sent > 40 * MIB) throw new Error('the sender went away')
        },
        undefined,
        /went away/,
      ],
      ['is shorter than announced', () => () => undefined, 300 * MIB, /announced/],
      ['is longer than announced', () => () => undefined, 90 * MIB, /announced/],
    ])('that %s leaves neither object nor parts', async (key, watch, size, message) => {
      const abort = new AbortController()
      const writing = opened.store.write(key, chunks(100 * MIB, watch(abort)), { size, signal: abort.signal })
      await expect(writing).rejects.toThrow(message)
      expect(await opened.store.head(key)).toBeNull()
      const { Uploads = [] } = await bucket.client.send(
        new ListMultipartUploadsCommand({ Bucket: opened.settings.bucket }),
      )
      expect(Uploads).toEqual([])
    })

    it('ends the body when the server refuses the upload', async () => {
      const body = chunks(Number.POSITIVE_INFINITY)
      const store = openS3({ ...opened.settings, bucket: 'absent-bucket' }, LOOPBACK)
      await expect(store.write('a', body)).rejects.toMatchObject({ code: 'not_found' })
      expect(body.destroyed).toBe(true)
    })

    it('copies what is too large for one request part by part, with all attributes', async () => {
      const { store } = opened
      const source = 'large source/%2B + #&=~ü'
      const metadata = { owner: 'Jürgen' }
      const tags = { project: 'a + b', 'to be kept': 'yes=1' }
      const known = {
        ...{ contentType: 'text/x-large', cacheControl: 'no-store', contentEncoding: 'gzip', metadata },
        contentDisposition: 'attachment; filename="a.txt"',
      }
      await store.write(source, chunks(12 * MIB), { ...known, tags })
      const head = await headObject(bucket, source)
      if (!head) throw new Error('it was written just now')
      const limits = { singleBytes: 5 * MIB, partBytes: 5 * MIB }
      const told = { ...head, ContentLanguage: 'de', ExpiresString: 'Thu, 01 Jan 2099 00:00:00 GMT' }
      await copyObject(bucket, { source, target: 'copy', head: told, overwrite: true, limits })
      expect(await store.head('copy')).toMatchObject({ size: 12 * MIB, ...known })
      expect(await store.tags?.read('copy')).toEqual(tags)
      const { ContentLanguage, ExpiresString } = (await headObject(bucket, 'copy')) ?? {}
      expect([ContentLanguage, ExpiresString]).toEqual([told.ContentLanguage, told.ExpiresString])
      const [first, second] = await Promise.all(
        [source, 'copy'].map(async (key) => Buffer.concat(await (await store.read(key)).body.toArray())),
      )
      expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true)
    })

    it('refuses to copy part by part what a careless server could take for another object', async () => {
      const { store } = opened
      for (const key of ['twin a+b', 'twin a%2Bb']) await store.write(key, Buffer.alloc(6 * MIB, key))
      const head = await headObject(bucket, 'twin a%2Bb')
      if (!head) throw new Error('it was written just now')
      const limits = { singleBytes: 5 * MIB, partBytes: 5 * MIB }
      const copy = copyObject(bucket, { source: 'twin a%2Bb', target: 'x', head, overwrite: true, limits })
      await expect(copy).rejects.toMatchObject({ name: 'StoreLacks' })
    })
  })
}

function chunks(length: number, watch: (sent: number) => unknown = () => undefined): Readable {
  async function* generate() {
    for (let sent = 0; sent < length; sent += MIB) {
      watch(sent)
      yield Buffer.alloc(MIB, sent / MIB)
    }
  }
  return Readable.from(generate())
}
