import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { MIN_PART_BYTES } from './multipart'
import type { PresignedUrls } from './object-store'

const KEY = 'a b/ä#?%+&="x".html'

for (const name of ['ceph', 'versitygw'] as const)
  await describeWithServer(name, `URLs of ${name} for a browser`, (server) => {
    let bucket: TestBucket
    let urls: PresignedUrls
    beforeAll(async () => {
      bucket = await openTestBucket(server)
      if (!bucket.store.presign) throw new Error('nothing to try')
      urls = bucket.store.presign
    })
    afterAll(() => bucket.close())

    const begin = async () => {
      const id = await bucket.store.multipart?.create(KEY, { contentType: 'text/html' })
      return { key: KEY, id: id ?? '' }
    }

    it('take the parts of an upload, which is an object only once it is completed', async () => {
      const upload = await begin()
      const bodies = [randomBytes(MIN_PART_BYTES), randomBytes(1000)]
      for (const [index, body] of bodies.entries()) {
        const url = await urls.part({ ...upload, number: index + 1, size: body.length }, 60)
        expect(await put(url, body)).toBe(200)
      }
      expect(await bucket.store.head(KEY)).toBeNull()
      const parts = (await bucket.store.multipart?.parts(upload)) ?? []
      expect(parts.map(({ size }) => size)).toEqual([MIN_PART_BYTES, 1000])
      await bucket.store.multipart?.complete({ ...upload, parts })
      expect(await bucket.store.head(KEY)).toMatchObject({ size: MIN_PART_BYTES + 1000, contentType: 'text/html' })
    })

    it('take no other length, part, key or method than they were made for', async () => {
      const upload = await begin()
      const url = await urls.part({ ...upload, number: 1, size: 1000 }, 60)
      expect(await put(url, randomBytes(1001))).toBe(403)
      expect(await put(url.replace('partNumber=1', 'partNumber=2'), randomBytes(1000))).toBe(403)
      expect(await put(url.replace('.html?', '.htm?'), randomBytes(1000))).toBe(403)
      expect((await fetch(url)).status).toBe(403)
      await bucket.store.multipart?.abort(upload)
    })

    it('give an object away as a file, never as a page', async () => {
      await bucket.store.write(KEY, Buffer.from('<script>'), { contentType: 'text/html' })
      const answer = await fetch(await urls.download(KEY, `attachment; filename="x.html"`, 60))
      expect([answer.status, await answer.text()]).toEqual([200, '<script>'])
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="x.html"')
    })

    it('end with their time', async () => {
      const url = await urls.download(KEY, 'attachment', 1)
      await new Promise((resolve) => setTimeout(resolve, 2100))
      expect((await fetch(url)).status).toBe(403)
    })
  })

/** With the length of the body, as browsers send it. */
function put(url: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PUT', headers: { 'content-length': body.length }, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
