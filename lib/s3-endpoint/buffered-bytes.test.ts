import { once } from 'node:events'
import http, { type ClientRequest } from 'node:http'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testContext } from '@/lib/testing/context'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { endpointClient, type S3Endpoint, startS3Endpoint, tokenOf } from '@/lib/testing/s3-endpoint'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { presignedUrl } from '@/lib/testing/signed-request'
import { bodyProgress } from './body-progress'
import { LARGEST_BUFFER_BYTES, MAX_BUFFERED_BYTES, MAX_PASSING_BODIES } from './buffered-bytes'

const MOST = MAX_BUFFERED_BYTES / LARGEST_BUFFER_BYTES

let endpoint: S3Endpoint
let hisToken: string

beforeAll(async () => {
  endpoint = await startS3Endpoint()
  hisToken = await tokenOf(await testContext({ username: 'linus', role: 'admin' }))
})
afterAll(() => endpoint.api.close())

/** `bytes` null: the request does not say. */
type Asked = { bytes?: number | null; headers?: Record<string, string>; query?: string }
type Sending = { request: ClientRequest; answer: Promise<[number, string]>; end: Promise<[number, string]> }

/** Asks to send a body and sends some of it once the server wants it. `answer` is 100 then, else what the refusal says. */
function begin(Bucket: string, key: string, { bytes = 1024 ** 3, headers = {}, query = '' }: Asked = {}): Sending {
  const path = `/api/w/lab/s3_proxy/${Bucket}/${key}`
  const url = presignedUrl(endpoint.api.endpoint, endpoint.token, path, { method: 'PUT', query })
  const length = bytes === null ? {} : { 'content-length': bytes }
  const sent = { ...length, expect: '100-continue', ...headers }
  const request = http.request(url, { method: 'PUT', agent: false, headers: sent })
  const end = new Promise<[number, string]>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', async (response) => {
      const text = (await response.toArray()).join('')
      resolve([response.statusCode ?? 0, /<Code>(.*)<\/Code>/.exec(text)?.[1] ?? text])
    })
  })
  end.catch(() => undefined)
  const wanted = new Promise<[number, string]>((resolve) => {
    request.on('continue', () => {
      request.write('some of it')
      resolve([100, ''])
    })
  })
  request.flushHeaders()
  return { request, answer: Promise.race([wanted, end]), end }
}

async function hangUp(sendings: readonly Sending[]): Promise<void> {
  for (const { request } of sendings) request.on('error', () => undefined).destroy()
  await Promise.all(sendings.map(({ answer }) => answer.catch(() => undefined)))
}

await describeWithServer('ceph', 'what the bodies of one person hold in memory', (server) => {
  let bucket: TestBucket

  beforeAll(async () => {
    bucket = await openTestBucket(server)
    const { bucket: name, region, accessKey, secretKey } = bucket.settings
    const endPoint = server.endpoint
    const value = { bucket: name, region, endPoint, useSSL: false, pathStyle: true, accessKey, secretKey }
    await linkResource(endpoint, { name: 'bucket', resourceType: 's3', value })
    await bucket.store.write('small', Buffer.from('small'))
    await bucket.store.write('large', Buffer.alloc(LARGEST_BUFFER_BYTES))
  })
  afterAll(() => bucket.close())

  const at = (Key: string) => ({ Bucket: 'bucket', Key })
  const put = (Key: string, client = endpoint.client) => client.send(new s3.PutObjectCommand({ ...at(Key), Body: 'x' }))
  const copy = (from: string) =>
    endpoint.client.send(
      new s3.CopyObjectCommand({ ...at('copy'), CopySource: `bucket/${from}`, MetadataDirective: 'REPLACE' }),
    )

  it('is bounded: one connection more is refused before it sends anything, until another one has ended', async () => {
    const held = Array.from({ length: MOST }, (_, index) => begin('bucket', `held-${index}`))
    try {
      for (const { answer } of held) expect(await answer).toEqual([100, ''])
      const refused = Array.from({ length: 3 * MOST }, (_, index) => begin('bucket', `more-${index}`))
      for (const { answer } of refused) expect(await answer).toEqual([503, 'SlowDown'])
      await expect(put('one byte')).rejects.toMatchObject({ name: 'SlowDown' })
      await expect(copy('small')).rejects.toMatchObject({ name: 'SlowDown' })
      // What holds nothing: other people, reading, a copy by the store itself, and a storage on this machine.
      await put('of linus', endpointClient(endpoint.api.endpoint, hisToken))
      expect(await (await endpoint.client.send(new s3.GetObjectCommand(at('small')))).Body?.transformToString()).toBe(
        'small',
      )
      await endpoint.client.send(new s3.CopyObjectCommand({ ...at('copy'), CopySource: 'bucket/large' }))
      await endpoint.put('on disk', 'x')

      // A client that is told to slow down tries again by itself.
      const patient = endpointClient(endpoint.api.endpoint, endpoint.token, { maxAttempts: 10 })
      const waiting = put('after a while', patient)
      await hangUp(held.splice(0, 1))
      await waiting
      // A byte is counted as a byte, and given back.
      for (let turn = 0; turn <= MOST; turn++) await copy('large')
    } finally {
      await hangUp(held)
    }
    for (const key of ['held-0', 'more-0', 'one byte']) expect(await bucket.store.head(key)).toBeNull()
  }, 90_000) // some hundred connections

  it('is given back by bodies that stop coming: they are ended, and leave nothing', async () => {
    const progress = bodyProgress()
    const { waitMs } = progress
    progress.waitMs = 500
    const held = Array.from({ length: MOST }, (_, index) => begin('bucket', `stopped-${index}`))
    try {
      for (const { answer } of held) expect(await answer).toEqual([100, ''])
      await expect(put('one byte')).rejects.toMatchObject({ name: 'SlowDown' })
      for (const { end } of held) expect(await end).toEqual([400, 'RequestTimeout'])
      await put('after them')
      for (const { request } of held) if (!request.destroyed) await once(request, 'close')
    } finally {
      progress.waitMs = waitMs
      await hangUp(held)
    }
    expect((await bucket.store.list({ prefix: 'stopped' })).objects).toEqual([])
  })

  it('counts a body of a length that nobody says as much as a large one', async () => {
    const headers = { 'transfer-encoding': 'chunked' }
    const held = Array.from({ length: MOST }, (_, index) =>
      begin('bucket', `unsaid-${index}`, { headers, bytes: null }),
    )
    try {
      for (const { answer } of held) expect(await answer).toEqual([100, ''])
      await expect(put('one byte')).rejects.toMatchObject({ name: 'SlowDown' })
    } finally {
      await hangUp(held)
    }
  })

  it('counts the part of an upload as the little that is passed on of it, and leaves connections to others', async () => {
    const { UploadId = '' } = await endpoint.client.send(new s3.CreateMultipartUploadCommand(at('parts')))
    const query = (number: number) => `partNumber=${number}&uploadId=${encodeURIComponent(UploadId)}`
    const part = (number: number) => begin('bucket', 'parts', { query: query(number) })
    const held = Array.from({ length: MAX_PASSING_BODIES }, (_, index) => part(index + 1))
    try {
      for (const { answer } of held) expect(await answer).toEqual([100, ''])
      await put('beside')
      expect(await part(999).answer).toEqual([503, 'SlowDown'])
      await hangUp(held.splice(0, 1))
      await expect
        .poll(async () => {
          const next = part(999)
          held.push(next)
          return next.answer
        })
        .toEqual([100, ''])
    } finally {
      await hangUp(held)
    }
  })
})
