import { randomBytes } from 'node:crypto'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOf, useFaultyBucket } from '@/lib/testing/faulty-bucket'
import type { Fault } from '@/lib/testing/faulty-proxy'
import { refused, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { describeWithServer } from '@/lib/testing/servers'
import { download } from '@/lib/testing/single-requests'

const MIB = 1024 ** 2
const small = randomBytes(300_000)

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

await describeWithServer('ceph', 'answers of the store', (server) => {
  const faulty = useFaultyBucket(server, () => endpoint)
  const at = (Key: string) => ({ Bucket: 'bucket', Key })
  beforeAll(() => faulty.store.write('there', small, { contentType: 'text/x-kept' }))

  const get = (Key: string) => endpoint.client.send(new s3.GetObjectCommand(at(Key)))
  const list = () => endpoint.client.send(new s3.ListObjectsV2Command({ Bucket: 'bucket' }))
  const put = (Key: string) => endpoint.client.send(new s3.PutObjectCommand({ ...at(Key), Body: 'x' }))

  it.each<[string, Fault]>([
    ['breaks off', { breakAnswerAfter: 100_000 }],
    ['ends well, but early', { endAnswerAfter: 100_000 }],
    ['does not begin', { endAnswerAfter: 0 }],
  ])('an answer that %s never ends well for the client', async (_what, kind) => {
    faulty.fault = (request) => (isOf(request, 'GET', 'there') ? kind : null)
    for (const range of ['bytes=0-', 'bytes=10-299990']) {
      const got = await download(endpoint, at('there'), { range }).catch(() => null)
      expect(got ? got.status < 300 && got.ended : false).toBe(false)
    }
  })

  it('an answer that has more bytes than it says never ends well, and no byte too many is passed on', async () => {
    faulty.fault = (request) => (isOf(request, 'GET', 'there') ? { addToAnswer: 5000 } : null)
    const got = await download(endpoint, at('there'), { range: 'bytes=0-299999' })
    expect(got).toMatchObject({ status: 206, ended: false, announced: small.length })
    expect(got.bytes).toBeLessThanOrEqual(small.length)
  })

  it('an answer that drips arrives whole', async () => {
    faulty.fault = (request) => (request.method === 'GET' ? { dripMs: 5 } : null)
    expect(await download(endpoint, at('there'))).toMatchObject({ ended: true, bytes: small.length })
  })

  it('an answer of a hostile server takes neither memory nor words without bound', async () => {
    const long = 'W'.repeat(40_000)
    for (const status of [400, 403, 500]) {
      faulty.fault = () => ({ refuse: { status, code: `C${long}`, message: long } })
      for (const send of [() => get('there'), list, () => put('never')])
        expect((await refused(send()))[2].length).toBeLessThan(600)
    }
    faulty.fault = () => ({
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
      faulty.fault = () => ({ answer: { status, headers: { 'content-type': 'application/xml' }, body: endless() } })
      expect((await refused(list()))[0]).toBe(503)
      expect(sent).toBeGreaterThan(0)
      expect(sent).toBeLessThan(150 * MIB)
    }
  })
})
