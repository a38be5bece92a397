import { once } from 'node:events'
import http from 'node:http'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { memoryGrowth, zeros } from '@/lib/storage/contract-support'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { presignedUrl } from '@/lib/testing/signed-request'

const MIB = 1024 ** 2
const BYTES = 256 * MIB
/** Four parts of 8 MiB that are on their way, what sockets hold, and what the collector has not yet looked at. */
const MAX_GROWTH_BYTES = 128 * MIB

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

async function ask(method: 'PUT' | 'GET', Bucket: string): Promise<number> {
  const url = presignedUrl(endpoint.api.endpoint, endpoint.token, `/api/w/lab/s3_proxy/${Bucket}/large`, { method })
  const headers = method === 'PUT' ? { 'content-length': BYTES } : {}
  const request = http.request(url, { method, agent: false, headers })
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>
  if (method === 'PUT') await pipeline(zeros(BYTES), request)
  else request.end()
  const [response] = await answered
  expect(response.statusCode).toBe(200)
  let bytes = 0
  for await (const chunk of response) bytes += chunk.length
  return bytes
}

await describeWithServer('versitygw', 'an object of 256 MiB that passes through the endpoint', (server) => {
  let bucket: TestBucket

  beforeAll(async () => {
    bucket = await openTestBucket(server)
    await linkResource(endpoint, { name: 'bucket', resourceType: 's3', value: bucket.settings })
  })
  afterAll(async () => {
    await bucket.store.remove(['large'])
    await bucket.close()
    await endpoint.api.store.remove(['large'])
  })

  it.each([
    ['local disk', '_default_'],
    ['S3', 'bucket'],
  ])('takes no memory to speak of on its way to %s and back', { timeout: 120_000 }, async (_kind, Bucket) => {
    const put = await memoryGrowth(() => ask('PUT', Bucket))
    expect(put).toBeLessThan(MAX_GROWTH_BYTES)
    const growth = await memoryGrowth(async () => expect(await ask('GET', Bucket)).toBe(BYTES))
    expect(growth).toBeLessThan(MAX_GROWTH_BYTES)
  })
})
