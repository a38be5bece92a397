import { randomBytes } from 'node:crypto'
import http from 'node:http'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Fault, type FaultyRequest, faultyProxy } from '@/lib/testing/faulty-proxy'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { refused, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { presignedUrl } from '@/lib/testing/signed-request'

const MIB = 1024 ** 2
const small = randomBytes(300_000)

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

const pathOf = (bucket: string, key: string) => `/api/w/lab/s3_proxy/${bucket}/${encodeURIComponent(key)}`

type Download = { status: number; bytes: number; ended: boolean; announced: number }

/** A download over a connection of its own, and whether HTTP calls it whole. */
async function download(Bucket: string, Key: string, headers: Record<string, string> = {}): Promise<Download> {
  const url = presignedUrl(endpoint.api.endpoint, endpoint.token, pathOf(Bucket, Key))
  return new Promise((resolve, reject) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    const request = http.get(url, { agent, headers, timeout: 5000 }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('error', () => undefined)
      response.on('close', () => {
        const { statusCode: status = 0, complete: ended } = response
        resolve({ status, bytes, ended, announced: Number(response.headers['content-length']) })
        agent.destroy()
      })
    })
    request.on('timeout', () => request.destroy(new Error('The answer never ended')))
    request.on('error', reject)
  })
}

await describeWithServer('ceph', 'answers of the store', (server) => {
  let bucket: TestBucket
  let proxy: Awaited<ReturnType<typeof faultyProxy>>
  let value: object
  let fault: (request: FaultyRequest) => Fault = () => null
  const at = (Key: string) => ({ Bucket: 'bucket', Key })
  const isOf = (request: FaultyRequest, method: string, key: string) =>
    request.method === method && request.path.endsWith(`/${key}`)

  beforeAll(async () => {
    bucket = await openTestBucket(server)
    proxy = await faultyProxy(server.endpoint, (request) => fault(request))
    const { bucket: name, region, accessKey, secretKey } = bucket.settings
    value = {
      bucket: name,
      region,
      endPoint: proxy.endpoint,
      useSSL: false,
      pathStyle: true,
      accessKey,
      secretKey,
    }
    await linkResource(endpoint, { name: 'bucket', resourceType: 's3', value })
    await bucket.store.write('there', small, { contentType: 'text/x-kept' })
  })
  beforeEach(() => {
    fault = () => null
  })
  afterAll(async () => {
    await bucket.close()
    await proxy.close()
  })

  const get = (Key: string) => endpoint.client.send(new s3.GetObjectCommand(at(Key)))
  const list = () => endpoint.client.send(new s3.ListObjectsV2Command({ Bucket: 'bucket' }))
  const put = (Key: string) => endpoint.client.send(new s3.PutObjectCommand({ ...at(Key), Body: 'x' }))

  it.each<[string, Fault]>([
    ['breaks off', { breakAnswerAfter: 100_000 }],
    ['ends well, but early', { endAnswerAfter: 100_000 }],
    ['does not begin', { endAnswerAfter: 0 }],
  ])('an answer that %s never ends well for the client', async (_what, kind) => {
    fault = (request) => (isOf(request, 'GET', 'there') ? kind : null)
    for (const range of ['bytes=0-', 'bytes=10-299990']) {
      const got = await download('bucket', 'there', { range }).catch(() => null)
      expect(got ? got.status < 300 && got.ended : false).toBe(false)
    }
  })

  it('an answer that has more bytes than it says never ends well, and no byte too many is passed on', async () => {
    fault = (request) => (isOf(request, 'GET', 'there') ? { addToAnswer: 5000 } : null)
    const got = await download('bucket', 'there', { range: 'bytes=0-299999' })
    expect(got).toMatchObject({ status: 206, ended: false, announced: small.length })
    expect(got.bytes).toBeLessThanOrEqual(small.length)
  })

  it('an answer that drips arrives whole', async () => {
    fault = (request) => (request.method === 'GET' ? { dripMs: 5 } : null)
    expect(await download('bucket', 'there')).toMatchObject({ ended: true, bytes: small.length })
  })

  it('an answer of a hostile server takes neither memory nor words without bound', async () => {
    const long = 'W'.repeat(40_000)
    for (const status of [400, 403, 500]) {
      fault = () => ({ refuse: { status, code: `C${long}`, message: long } })
      for (const send of [() => get('there'), list, () => put('never')])
        expect((await refused(send()))[2].length).toBeLessThan(600)
    }
    fault = () => ({
      refuse: { status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': long.slice(0, 9000) } },
    })
    expect((await refused(list()))[2].length).toBeLessThan(600)
    let sent = 0
    function* endless() {
      for (;;) {
        sent += long.length
        yield long
      }
    }
    for (const status of [200, 400, 503]) {
      sent = 0
      fault = () => ({ answer: { status, headers: { 'content-type': 'application/xml' }, body: endless() } })
      expect((await refused(list()))[0]).toBe(503)
      expect(sent).toBeGreaterThan(0)
      expect(sent).toBeLessThan(150 * MIB)
    }
  })
})
