import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { crc, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { openTestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'

let endpoint: S3Endpoint
const send: s3.S3Client['send'] = (...sent: unknown[]) => Reflect.apply(endpoint.client.send, endpoint.client, sent)

beforeAll(async () => {
  endpoint = await startS3Endpoint()
  await endpoint.put('kept', 'x')
})
afterAll(() => endpoint.api.close())

it('a checksum mode that is none asks for no checksum', async () => {
  const path = '/api/w/lab/s3_proxy/_default_/kept'
  const { status } = await endpoint.raw({ path, headers: { 'x-amz-checksum-mode': 'NOT_SET' } })
  expect(status).toBe(200)
})

await describeWithServer('versitygw', 'checksums that a bucket keeps', (server) => {
  it('are told to who wants to verify, and only of the whole', async () => {
    const bucket = await openTestBucket(server)
    await linkResource(endpoint, { name: 'sums', resourceType: 's3', value: bucket.settings })
    const { bucket: Bucket, accessKey = '', secretKey = '', endPoint, region } = bucket.settings
    const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey }
    const direct = new s3.S3Client({ endpoint: endPoint, region, credentials, forcePathStyle: true })
    await direct.send(new s3.PutObjectCommand({ Bucket, Key: 'summed', Body: 'content', ChecksumAlgorithm: 'CRC32' }))
    direct.destroy()
    const summed = { Bucket: 'sums', Key: 'summed' }
    const asked = { ...summed, ChecksumMode: 'ENABLED' as const }
    expect((await send(new s3.HeadObjectCommand(asked))).ChecksumCRC32).toBe(crc('content'))
    const { ChecksumCRC32, Body } = await send(new s3.GetObjectCommand(asked))
    expect([ChecksumCRC32, await Body?.transformToString()]).toEqual([crc('content'), 'content'])
    expect((await send(new s3.GetObjectCommand({ ...asked, Range: 'bytes=0-3' }))).ChecksumCRC32).toBeUndefined()
    const plain = await endpoint.raw({ path: '/api/w/lab/s3_proxy/sums/summed' })
    expect(plain.headers['x-amz-checksum-crc32']).toBeUndefined()
    const told = await send(new s3.GetObjectAttributesCommand({ ...summed, ObjectAttributes: ['Checksum'] }))
    expect(told.Checksum?.ChecksumCRC32).toBe(crc('content'))
    await bucket.close()
  })
})
