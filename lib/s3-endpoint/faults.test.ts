import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOf, useFaultyBucket } from '@/lib/testing/faulty-bucket'
import type { Fault } from '@/lib/testing/faulty-proxy'
import { refusalOf, refused, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import type { TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { hangUp } from '@/lib/testing/single-requests'

const MIB = 1024 ** 2
const small = randomBytes(300_000)

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

/** What everybody who looks finds of a key: by the store itself, and through the endpoint. */
async function traces(Bucket: string, Key: string, store: TestBucket['store']) {
  const { client } = endpoint
  const head = await refusalOf(client.send(new s3.HeadObjectCommand({ Bucket, Key })))
  const get = await refusalOf(client.send(new s3.GetObjectCommand({ Bucket, Key })))
  const listed = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: Key }))
  return [await store.head(Key), listed.Contents ?? [], head[0], get[0]]
}
const NONE = [null, [], 404, 404]

await describeWithServer('ceph', 'between the endpoint and the store', (server) => {
  const faulty = useFaultyBucket(server, () => endpoint)
  const at = (Key: string) => ({ Bucket: 'bucket', Key })
  beforeAll(() => faulty.store.write('there', small, { contentType: 'text/x-kept' }))

  const get = (Key: string, more = {}) => endpoint.client.send(new s3.GetObjectCommand({ ...at(Key), ...more }))
  const list = (more = {}) => endpoint.client.send(new s3.ListObjectsV2Command({ Bucket: 'bucket', ...more }))
  const put = (Key: string, Body: Buffer | string = 'x', more = {}) =>
    endpoint.client.send(new s3.PutObjectCommand({ ...at(Key), Body, ...more }))

  it('a store that is busy for a moment is asked again', async () => {
    faulty.fault = ({ attempt, path }) => (path.endsWith('/there') && attempt % 2 === 1 ? busy : null)
    const { Body } = await get('there')
    expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(small)
    faulty.fault = ({ attempt, method }) => (method === 'PUT' && attempt === 1 ? busy : null)
    await put('after busy', small)
    expect((await faulty.store.head('after busy'))?.size).toBe(small.length)
  })

  // Before the tests in which nothing gets through: the client of the store tries again less and less often then.
  it('what the store did and could not say is not done twice', async () => {
    faulty.fault = ({ attempt, method }) =>
      method !== 'GET' && method !== 'HEAD' && attempt === 1 ? { loseAnswer: true } : null
    await put('lost answer', small)
    await remove('lost answer')
    expect(await traces('bucket', 'lost answer', faulty.store)).toEqual(NONE)
  })

  const busy: Fault = { refuse: { status: 503, code: 'SlowDown' } }
  const expired: Fault = { refuse: { status: 400, code: 'ExpiredToken' } }
  const moved = (status: number, headers = {}): Fault => ({
    answer: { status, headers: { 'x-amz-bucket-region': 'eu-west-7', ...headers } },
  })
  const elsewhere: Fault = {
    refuse: { status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'eu-west-7' } },
  }
  const region = /is in region eu-west-7, not us-east-1\. Change the region of the resource/

  it.each<[string, Fault, [number, string], RegExp]>([
    ['is busy', busy, [503, 'SlowDown'], /asks for fewer requests/],
    [
      'is out of order',
      { refuse: { status: 500, code: 'InternalError' } },
      [503, 'ServiceUnavailable'],
      /InternalError/,
    ],
    ['has let the credentials expire', expired, [403, 'AccessDenied'], /temporary credentials have expired/],
    [
      'does not know the key',
      { refuse: { status: 403, code: 'InvalidAccessKeyId' } },
      [403, 'AccessDenied'],
      /access key .{4}… is not known/,
    ],
    [
      'finds the signature wrong',
      { refuse: { status: 403, code: 'SignatureDoesNotMatch' } },
      [403, 'AccessDenied'],
      /secret key does not belong/,
    ],
    ['is in another region', elsewhere, [400, 'InvalidRequest'], region],
    ['sends elsewhere by 301', moved(301), [400, 'InvalidRequest'], region],
    ['sends elsewhere by 307', moved(307, { location: 'http://169.254.169.254/' }), [400, 'InvalidRequest'], region],
    ['sends elsewhere by 308', moved(308), [400, 'InvalidRequest'], region],
    [
      'sends somewhere by 302',
      { answer: { status: 302, headers: { location: 'http://169.254.169.254/' } } },
      [400, 'InvalidRequest'],
      /at another endpoint/,
    ],
    [
      'says nothing and hangs up',
      { loseAnswer: true },
      [503, 'ServiceUnavailable'],
      /closed the connection before its answer/,
    ],
  ])('of a store that %s everybody is told so, and nothing is made', async (_what, kind, [status, code], words) => {
    faulty.fault = () => kind
    for (const send of [() => get('there'), list, () => put('never'), () => remove('never'), () => begin('never')])
      expect(await refused(send())).toEqual([status, code, expect.stringMatching(words)])
    // To a HEAD nobody says why.
    expect((await refused(copy('there', 'never')))[0]).toBe(status)
    expect((await refusalOf(endpoint.client.send(new s3.HeadObjectCommand(at('there')))))[0]).toBe(status)
    faulty.fault = () => null
    if (kind?.loseAnswer) return
    expect(await traces('bucket', 'never', faulty.store)).toEqual(NONE)
  })

  const remove = (Key: string) => endpoint.client.send(new s3.DeleteObjectCommand(at(Key)))
  const begin = (Key: string) => endpoint.client.send(new s3.CreateMultipartUploadCommand(at(Key)))
  const copy = (from: string, Key: string) =>
    endpoint.client.send(new s3.CopyObjectCommand({ ...at(Key), CopySource: `bucket/${from}` }))

  it.each<[string, Fault]>([
    ['breaks every upload', { breakSentAfter: 50_000 }],
    ['takes all of it and refuses then', busy],
  ])('of a store that %s nothing is visible', async (_what, kind) => {
    faulty.fault = ({ method }) => (method === 'PUT' ? kind : null)
    expect((await refused(put('broken', small)))[0]).toBe(503)
    faulty.fault = () => null
    expect(await traces('bucket', 'broken', faulty.store)).toEqual(NONE)
  })

  it('a success that has an error in it is none', async () => {
    const { UploadId } = await begin('late error')
    const { ETag } = await endpoint.client.send(
      new s3.UploadPartCommand({ ...at('late error'), UploadId, PartNumber: 1, Body: small }),
    )
    const complete = () =>
      endpoint.client.send(
        new s3.CompleteMultipartUploadCommand({
          ...at('late error'),
          UploadId,
          MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
        }),
      )
    faulty.fault = ({ method }) =>
      method === 'POST' || method === 'PUT' ? { refuse: { status: 200, code: 'InternalError' } } : null
    expect(await refusalOf(complete())).toEqual([503, 'ServiceUnavailable'])
    expect(await refusalOf(copy('there', 'late error'))).toEqual([503, 'ServiceUnavailable'])
    faulty.fault = () => null
    expect(await traces('bucket', 'late error', faulty.store)).toEqual(NONE)
    await complete()
    expect((await faulty.store.head('late error'))?.size).toBe(small.length)
  })

  it('a client that hangs up leaves nothing, whole or in parts', async () => {
    const { UploadId } = await begin('hung up')
    for (const query of ['', `partNumber=1&uploadId=${encodeURIComponent(UploadId ?? '')}`])
      for (const body of [small, Buffer.alloc(3 * MIB)]) {
        await hangUp(endpoint, { ...at('hung up'), query }, body)
      }
    await sleep(100)
    expect(await traces('bucket', 'hung up', faulty.store)).toEqual(NONE)
    const { Parts = [] } = await endpoint.client.send(new s3.ListPartsCommand({ ...at('hung up'), UploadId }))
    expect(Parts).toEqual([])
  })

  it('a part is never copied out of two versions of its source', async () => {
    const { UploadId } = await begin('part of two')
    await put('changing', Buffer.alloc(1000, '1'))
    faulty.fault = (request) => (isOf(request, 'GET', 'changing') ? { slowMs: 400 } : null)
    const command = { ...at('part of two'), UploadId, PartNumber: 1, CopySource: 'bucket/changing' }
    const copied = refusalOf(
      endpoint.client.send(new s3.UploadPartCopyCommand({ ...command, CopySourceRange: 'bytes=0-99' })),
    )
    await sleep(150)
    await faulty.store.write('changing', Buffer.alloc(1000, '2'))
    expect(await copied).toEqual([412, 'PreconditionFailed'])
    const { Parts = [] } = await endpoint.client.send(new s3.ListPartsCommand({ ...at('part of two'), UploadId }))
    expect(Parts).toEqual([])
  })

  it('a token of a list that the store does not know any more is named', async () => {
    const { NextContinuationToken } = await list({ MaxKeys: 1, Delimiter: '/' })
    faulty.fault = ({ query }) =>
      query.has('continuation-token')
        ? { refuse: { status: 400, code: 'InvalidArgument', message: 'bad token' } }
        : null
    expect(await refused(list({ MaxKeys: 1, Delimiter: '/', ContinuationToken: NextContinuationToken }))).toEqual([
      400,
      'InvalidArgument',
      expect.stringMatching(/cannot be continued from there/),
    ])
    faulty.fault = () => null
    for (const token of ['garbage', `x${NextContinuationToken}`])
      expect(await refusalOf(list({ ContinuationToken: token }))).toEqual([400, 'InvalidArgument'])
    faulty.fault = ({ query }) => (query.has('list-type') ? { answer: { status: 200, body: truncatedList } } : null)
    expect(await refused(list())).toEqual([
      503,
      'ServiceUnavailable',
      expect.stringMatching(/without saying how to go on/),
    ])
  })
  const truncatedList =
    '<?xml version="1.0"?><ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated></ListBucketResult>'
})
