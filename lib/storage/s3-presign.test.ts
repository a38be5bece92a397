import { SignatureV4 } from '@smithy/signature-v4'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LOOPBACK, openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { PayloadHash } from './payload-hash'
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

it.each(['plain.txt', `a b+c%2Fd#e?f&g=h'"(1)*!~/ü 日本`])(
  '%j is signed as the SDK of Amazon signs it',
  async (key) => {
    const settings = {
      bucket: 'b',
      region: 'eu-west-1',
      useSSL: true,
      pathStyle: true,
      accessKey: 'AK',
      secretKey: 'SK',
    }
    const bucket = createBucket({ ...settings, token: 'session', endPoint: 's3.example.com:8443' }, LOOPBACK)
    const now = new Date('2026-01-31T23:59:59Z')
    const query = { 'response-content-disposition': 'attachment; filename="ü (1).txt"', partNumber: '7' }
    const made = new URL(await presignS3(bucket, { method: 'GET', key, expiresSeconds: 60, query, now }))
    const signer = new SignatureV4({
      ...{ service: 's3', region: 'eu-west-1', sha256: PayloadHash, uriEscapePath: false },
      credentials: { accessKeyId: 'AK', secretAccessKey: 'SK', sessionToken: 'session' },
    })
    const request = {
      ...{ method: 'GET', protocol: 'https:', hostname: made.hostname, port: 8443, path: made.pathname, query },
      // As its presigner for S3 says that the bytes are not known.
      headers: { host: made.host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    }
    const signed = await signer.presign(request, {
      ...{ expiresIn: 60, signingDate: now },
      ...{
        unhoistableHeaders: new Set(['x-amz-content-sha256']),
        unsignableHeaders: new Set(['x-amz-content-sha256']),
      },
    })
    expect(Object.fromEntries(made.searchParams)).toEqual(signed.query)
    bucket.client.destroy()
  },
)
