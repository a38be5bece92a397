import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestGcs } from '@/lib/testing/gcs-servers'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { refusalOf, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'

let endpoint: S3Endpoint
const send: s3.S3Client['send'] = (...sent: unknown[]) => Reflect.apply(endpoint.client.send, endpoint.client, sent)

beforeAll(async () => {
  endpoint = await startS3Endpoint()
  await endpoint.put('kept', 'x')
})
afterAll(() => endpoint.api.close())

const disk = (Key: string) => ({ Bucket: '_default_', Key })

await describeWithServer('ceph', 'versions of objects, kept by Ceph', (server) => {
  let bucket: TestBucket
  let direct: s3.S3Client
  const at = (Key: string) => ({ Bucket: 'versioned', Key })
  const text = async (input: s3.GetObjectCommandInput) =>
    (await send(new s3.GetObjectCommand(input))).Body?.transformToString()

  beforeAll(async () => {
    bucket = await openTestBucket(server)
    await linkResource(endpoint, { name: 'versioned', resourceType: 's3', value: bucket.settings })
    const { accessKey = '', secretKey = '', endPoint, region } = bucket.settings
    const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey }
    direct = new s3.S3Client({ endpoint: endPoint, region, credentials, forcePathStyle: true })
    const VersioningConfiguration = { Status: 'Enabled' as const }
    await direct.send(new s3.PutBucketVersioningCommand({ Bucket: bucket.settings.bucket, VersioningConfiguration }))
  })
  afterAll(async () => {
    const Bucket = bucket.settings.bucket
    const { Versions = [], DeleteMarkers = [] } = await direct.send(new s3.ListObjectVersionsCommand({ Bucket }))
    for (const { Key, VersionId } of [...Versions, ...DeleteMarkers])
      await direct.send(new s3.DeleteObjectCommand({ Bucket, Key, VersionId }))
    direct.destroy()
    await bucket.close()
  })

  it('are read, also by ranges, once they were replaced and removed', async () => {
    await send(new s3.PutObjectCommand({ ...at('kept'), Body: 'first', Metadata: { m: '1' } }))
    const { VersionId } = await send(new s3.HeadObjectCommand(at('kept')))
    expect(VersionId).toBeTruthy()
    await send(new s3.PutObjectCommand({ ...at('kept'), Body: 'second' }))
    const old = { ...at('kept'), VersionId }
    expect(await text(old)).toBe('first')
    expect(await text({ ...old, Range: 'bytes=1-2' })).toBe('ir')
    expect(await text(at('kept'))).toBe('second')
    expect(await send(new s3.HeadObjectCommand(old))).toMatchObject({ VersionId, Metadata: { m: '1' } })
    await send(new s3.DeleteObjectCommand(at('kept')))
    expect(await text(old)).toBe('first')
    expect(await refusalOf(text(at('kept')))).toEqual([404, 'NoSuchKey'])
    const CopySource = `versioned/kept?versionId=${VersionId}`
    await send(new s3.CopyObjectCommand({ ...at('kept'), CopySource }))
    await send(new s3.CopyObjectCommand({ Bucket: '_default_', Key: 'kept version', CopySource }))
    expect([await text(at('kept')), await endpoint.stored('kept version')]).toEqual(['first', 'first'])
  })

  it('are not there by an id that none has, and the newest does not stand for them', async () => {
    await send(new s3.PutObjectCommand({ ...at('one'), Body: 'x' }))
    const other = (await send(new s3.HeadObjectCommand(at('kept')))).VersionId ?? ''
    for (const VersionId of [other, 'made-up']) {
      const asked = { ...at('one'), VersionId }
      expect(await refusalOf(text(asked))).toEqual([404, 'NoSuchVersion'])
      expect((await refusalOf(send(new s3.HeadObjectCommand(asked))))[0]).toBe(404)
      const CopySource = `versioned/one?versionId=${VersionId}`
      expect(await refusalOf(send(new s3.CopyObjectCommand({ ...at('two'), CopySource })))).toEqual([
        404,
        'NoSuchVersion',
      ])
    }
    const onDisk = { ...disk('kept'), VersionId: other }
    expect(await refusalOf(text(onDisk))).toEqual([501, 'NotImplemented'])
    const CopySource = `_default_/kept?versionId=${other}`
    expect(await refusalOf(send(new s3.CopyObjectCommand({ ...at('two'), CopySource })))).toEqual([
      501,
      'NotImplemented',
    ])
    expect(await endpoint.raw({ path: '/api/w/lab/s3_proxy/versioned/one?versionId=' })).toMatchObject({ status: 400 })
  })
})

await describeWithServer('fake-gcs', 'versions of objects, kept by Google', (server) => {
  const at = (Key: string) => ({ Bucket: 'generations', Key })
  const text = async (input: s3.GetObjectCommandInput) =>
    (await send(new s3.GetObjectCommand(input))).Body?.transformToString()
  const versionOf = async (Key: string) => (await send(new s3.HeadObjectCommand(at(Key)))).VersionId ?? ''
  let google: Awaited<ReturnType<typeof openTestGcs>>

  beforeAll(async () => {
    google = await openTestGcs(server, { versioned: true })
    const serviceAccountKey = { type: 'service_account', ...google.settings.serviceAccountKey }
    const value = { ...google.settings, serviceAccountKey }
    await linkResource(endpoint, { name: 'generations', resourceType: 'gcloud_storage', value })
  })
  afterAll(() => google.close())

  it('are read, also by ranges, once they were replaced and removed', async () => {
    await send(new s3.PutObjectCommand({ ...at('kept'), Body: 'first', Metadata: { m: '1' } }))
    const VersionId = await versionOf('kept')
    await send(new s3.PutObjectCommand({ ...at('kept'), Body: 'second' }))
    const old = { ...at('kept'), VersionId }
    expect(await text(old)).toBe('first')
    expect(await text({ ...old, Range: 'bytes=1-2' })).toBe('ir')
    expect(await send(new s3.HeadObjectCommand(old))).toMatchObject({ VersionId, Metadata: { m: '1' } })
    expect(await text({ ...at('kept'), VersionId: await versionOf('kept') })).toBe('second')
    await send(new s3.DeleteObjectCommand(at('kept')))
    expect([await text(old), await refusalOf(text(at('kept')))]).toEqual(['first', [404, 'NoSuchKey']])
    const CopySource = `generations/kept?versionId=${VersionId}`
    for (const Bucket of ['generations', '_default_'])
      await send(new s3.CopyObjectCommand({ Bucket, Key: 'again', CopySource }))
    expect([await text(at('again')), await endpoint.stored('again')]).toEqual(['first', 'first'])
  })

  it('are not there by an id that none has, and the newest does not stand for them', async () => {
    await send(new s3.PutObjectCommand({ ...at('one'), Body: 'x' }))
    const other = String(BigInt(await versionOf('one')) + 1n)
    for (const VersionId of [other, 'made-up', '0', '-1', '1&alt=media']) {
      const asked = { ...at('one'), VersionId }
      expect(await refusalOf(text(asked)), VersionId).toEqual([404, 'NoSuchVersion'])
      expect((await refusalOf(send(new s3.HeadObjectCommand(asked))))[0]).toBe(404)
    }
  })
})
