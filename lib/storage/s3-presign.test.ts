import { afterAll, beforeAll, expect, it } from 'vitest'
import { LOOPBACK, openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { createBucket, type S3Bucket } from './s3-bucket'
import { presignS3 } from './s3-presign'

for (const name of ['ceph', 'versitygw'] as const) {
  await describeWithServer(name, `addresses signed for ${name}`, (server) => {
    let opened: TestBucket
    let bucket: S3Bucket
    beforeAll(async () => {
      opened = await openTestBucket(server)
      bucket = createBucket(opened.settings, LOOPBACK)
    })
    afterAll(async () => {
      bucket.client.destroy()
      await opened.close()
    })

    it.each(['plain.txt', `a b+c%2Fd#e?f&g=h'"(1)*!~/ü 日本`])('write and read %j without keys', async (key) => {
      const put = await presignS3(bucket, { method: 'PUT', key, expiresSeconds: 60 })
      expect((await fetch(put, { method: 'PUT', body: 'sent' })).status).toBe(200)
      const query = { 'response-content-disposition': 'attachment; filename="ü.txt"' }
      const got = await fetch(await presignS3(bucket, { method: 'GET', key, expiresSeconds: 60, query }))
      expect([got.status, await got.text()]).toEqual([200, 'sent'])
    })

    it('are for one method and one key, and end', async () => {
      const url = await presignS3(bucket, { method: 'GET', key: 'plain.txt', expiresSeconds: 60 })
      expect((await fetch(url, { method: 'PUT', body: 'other' })).status).toBe(403)
      expect((await fetch(url.replace('plain.txt', 'other.txt'))).status).toBe(403)
      const now = new Date(Date.now() - 120_000)
      const old = await presignS3(bucket, { method: 'GET', key: 'plain.txt', expiresSeconds: 60, now })
      expect((await fetch(old)).status).toBe(403)
    })

    it('insist on the headers that were signed', async () => {
      const headers = { 'Content-Type': 'text/csv' }
      const url = await presignS3(bucket, { method: 'PUT', key: 'typed.csv', expiresSeconds: 60, headers })
      expect((await fetch(url, { method: 'PUT', body: 'a', headers: { 'content-type': 'text/html' } })).status).toBe(
        403,
      )
      expect((await fetch(url, { method: 'PUT', body: 'a', headers })).status).toBe(200)
    })
  })
}
