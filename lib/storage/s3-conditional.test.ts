import { createServer } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { S3ServiceException } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { createBucket, type S3Bucket } from './s3-bucket'
import { sendConditional } from './s3-conditional'

const settings = { bucket: 'b', region: '', useSSL: false, pathStyle: true, accessKey: 'a', secretKey: 's' }

/** The ETag of the object that the server tells of when it is asked. */
let stored: string | null
let server: Awaited<ReturnType<typeof listen>>
let bucket: S3Bucket

beforeEach(async () => {
  stored = null
  const answer = () => (stored === null ? { status: 404 } : { status: 200, headers: { etag: `"${stored}"` } })
  server = await listen(
    createServer((_request, response) => {
      const { status, headers } = answer()
      response.writeHead(status, headers).end()
    }),
  )
  bucket = createBucket({ ...settings, endPoint: server.endpoint }, LOOPBACK)
})
afterEach(async () => {
  bucket.client.destroy()
  await server.close()
})

const refusal = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } })

it('a server that does not know one condition is still asked by the other, and looked at instead', async () => {
  const asked: object[] = []
  const send = async (headers: object) => {
    asked.push(headers)
    if ('IfNoneMatch' in headers) throw refusal('NotImplemented', 501)
    return 'written'
  }
  const once = { key: 'k', overwrite: false }
  expect(await sendConditional(bucket, once, send)).toBe('written')
  expect(await sendConditional(bucket, once, send)).toBe('written')
  expect(await sendConditional(bucket, { key: 'k', ifMatch: 'e' }, send)).toBe('written')
  expect(asked).toEqual([{ IfNoneMatch: '*' }, {}, {}, { IfMatch: '"e"' }])
  expect(bucket.conditions).toEqual({ IfNoneMatch: false, IfMatch: true })
  stored = 'theirs'
  await expect(sendConditional(bucket, once, send)).rejects.toMatchObject({ name: 'ObjectExists' })
  bucket.conditions.IfMatch = false
  const replace = sendConditional(bucket, { key: 'k', ifMatch: 'e' }, send)
  await expect(replace).rejects.toMatchObject({ name: 'ObjectChanged' })
  expect(asked).toHaveLength(4)
})

it('one of many writers wins at a server that looks first and writes later', async () => {
  stored = 'first'
  const write = (body: string) =>
    sendConditional(bucket, { key: 'k', ifMatch: 'first' }, async ({ IfMatch }) => {
      const looked = stored
      await setImmediate()
      if (IfMatch !== `"${looked}"`) throw refusal('PreconditionFailed', 412)
      stored = body
      return body
    })
  const results = await Promise.allSettled(['a', 'b', 'c'].map(write))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(stored).toBe('a')
})

it('a writer that gives up while it waits for its turn is gone at once', async () => {
  let finish = () => {}
  const first = sendConditional(
    bucket,
    { key: 'k', overwrite: false },
    () => new Promise<void>((done) => (finish = done)),
  )
  const gone = new AbortController()
  const second = sendConditional(bucket, { key: 'k', overwrite: false, signal: gone.signal }, async () => {})
  gone.abort(new Error('gave up'))
  await expect(second).rejects.toThrow('gave up')
  finish()
  await first
})
