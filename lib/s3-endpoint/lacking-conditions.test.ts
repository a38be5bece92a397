import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createS3Client } from '@/lib/storage/s3-client'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { refusalOf, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { LOOPBACK, openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'

const WRITERS = 4
const LARGE_BYTES = 17 * 1024 ** 2

let endpoint: S3Endpoint
const send: s3.S3Client['send'] = (...sent: unknown[]) => Reflect.apply(endpoint.client.send, endpoint.client, sent)

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

await describeWithServer('ceph', 'a server that completes an upload whatever its condition says', (server) => {
  let bucket: TestBucket
  let direct: s3.S3Client
  const at = (Key: string) => ({ Bucket: 'bucket', Key })
  beforeAll(async () => {
    bucket = await openTestBucket(server)
    direct = createS3Client(bucket.settings, LOOPBACK)
    await linkResource(endpoint, { name: 'bucket', resourceType: 's3', value: bucket.settings })
  })
  afterAll(async () => {
    direct.destroy()
    await bucket.close()
  })

  type Where = { Bucket: string; Key: string }
  async function begin(client: Pick<s3.S3Client, 'send'>, where: Where, Body: string) {
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(where))
    const { ETag } = await client.send(new s3.UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body }))
    return { ...where, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] }, IfNoneMatch: '*' }
  }
  const stored = async (Key: string) => {
    const { body } = await bucket.store.read(Key)
    return Buffer.concat(await body.toArray()).toString()
  }

  /** Of writers at once one wins, and what is there is that one's. */
  async function expectOneWinner(
    key: string,
    writers: (() => Promise<unknown>)[],
    content: (writer: number) => string,
  ) {
    const ended = await Promise.all(
      writers.map((write) =>
        write().then(
          () => null,
          (error) => error.name,
        ),
      ),
    )
    expect(ended.filter((name) => name === null)).toHaveLength(1)
    expect(ended.filter((name) => name === 'PreconditionFailed')).toHaveLength(writers.length - 1)
    expect((await stored(key)) === content(ended.indexOf(null))).toBe(true)
  }
  const each = <T>(make: (writer: number) => T) => Array.from({ length: WRITERS }, (_, writer) => make(writer))

  // Without this the tests below would pass because the server decides.
  it('overwrites, asked directly', async () => {
    const where = { Bucket: bucket.settings.bucket, Key: 'direct' }
    await bucket.store.write('direct', Buffer.from('old'))
    await direct.send(new s3.CompleteMultipartUploadCommand(await begin(direct, where, 'new')))
    expect(await stored('direct')).toBe('new')
  })

  it('does not through the endpoint', async () => {
    const upload = await begin({ send }, at('taken'), 'new')
    await bucket.store.write('taken', Buffer.from('old'))
    const completed = send(new s3.CompleteMultipartUploadCommand(upload))
    expect(await refusalOf(completed)).toEqual([412, 'PreconditionFailed'])
    const large = new s3.PutObjectCommand({ ...at('taken'), Body: Buffer.alloc(LARGE_BYTES), IfNoneMatch: '*' })
    expect(await refusalOf(send(large))).toEqual([412, 'PreconditionFailed'])
    expect(await stored('taken')).toBe('old')
  })

  it('lets one of many uploads in parts win that are completed at once', async () => {
    const uploads = await Promise.all(each((writer) => begin({ send }, at('parts'), `content ${writer}`)))
    const writers = uploads.map((upload) => () => send(new s3.CompleteMultipartUploadCommand(upload)))
    await expectOneWinner('parts', writers, (writer) => `content ${writer}`)
  })

  it('lets one of many large files win that are sent at once', async () => {
    const writers = each((writer) => () => {
      const Body = Buffer.alloc(LARGE_BYTES, String(writer))
      return send(new s3.PutObjectCommand({ ...at('large'), Body, IfNoneMatch: '*' }))
    })
    await expectOneWinner('large', writers, (writer) => String(writer).repeat(LARGE_BYTES))
  })

  it('lets one of many copies win that are made at once', async () => {
    await Promise.all(each((writer) => bucket.store.write(`source ${writer}`, Buffer.from(`source ${writer}`))))
    const writers = each(
      (writer) => () =>
        send(new s3.CopyObjectCommand({ ...at('copy'), CopySource: `bucket/source%20${writer}`, IfNoneMatch: '*' })),
    )
    await expectOneWinner('copy', writers, (writer) => `source ${writer}`)
  })
})
