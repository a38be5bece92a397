import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { crc, refusalOf, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { presignedUrl } from '@/lib/testing/signed-request'

let endpoint: S3Endpoint
const send: s3.S3Client['send'] = (...sent: unknown[]) => Reflect.apply(endpoint.client.send, endpoint.client, sent)

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

const disk = (Key: string) => ({ Bucket: '_default_', Key })
const asTags = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

const SUBS =
  `abac accelerate accountLevel acl analytics annotation append attributes cors delete encryption intelligent-tiering inventory
  legal-hold lifecycle list-type location logging metadataConfiguration metadataTable metrics notification object-lock ownershipControls policy
  policyStatus publicAccessBlock renameObject replication requestPayment restore retention select session tagging torrent uploads
  versionId versioning versions website x-unknown`
    .split(/\s+/)
    .filter(Boolean)
const DONE = [
  'bucket GET location',
  'bucket GET uploads',
  'bucket GET list-type',
  'bucket POST delete',
  'object POST uploads',
  'object GET attributes',
]

describe('what it does not do', () => {
  it.each(['bucket', 'object'])(
    'is NotImplemented for every method and sub-resource of a %s, and changes nothing',
    async (level) => {
      await endpoint.put('kept', 'x')
      const path = `/api/w/lab/s3_proxy/_default_${level === 'bucket' ? '' : '/kept'}`
      const asked = SUBS.flatMap((sub) => ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'].map((method) => ({ method, sub })))
      const other = asked.filter(({ method, sub }) => !DONE.includes(`${level} ${method} ${sub}`))
      const answers: string[] = []
      for (const { method, sub } of other) {
        const { status, body } = await endpoint.raw({
          method,
          path: `${path}?${sub}=`,
          headers: { 'content-length': '0' },
        })
        const code = method === 'HEAD' || body.includes('<Code>NotImplemented</Code>')
        if (status !== 501 || !code)
          answers.push(`${method} ?${sub} was answered ${status} ${body.toString().slice(0, 200)}`)
      }
      expect(answers).toEqual([])
      expect(other.length).toBeGreaterThan(190)
      expect(await endpoint.stored('kept')).toBe('x')
    },
  )

  it.each(['PATCH', 'OPTIONS', 'MKCOL'])('is NotImplemented for %s', async (method) => {
    const { status } = await endpoint.raw({ method, path: '/api/w/lab/s3_proxy/_default_/kept' })
    expect([404, 405, 501]).toContain(status)
  })

  it('is NotImplemented for tags where the storage keeps none', async () => {
    const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] }
    for (const command of [
      new s3.GetObjectTaggingCommand(disk('kept')),
      new s3.PutObjectTaggingCommand({ ...disk('kept'), Tagging }),
      new s3.DeleteObjectTaggingCommand(disk('kept')),
      new s3.PutObjectCommand({ ...disk('kept'), Body: 'y', Tagging: 'a=b' }),
      new s3.CreateMultipartUploadCommand({ ...disk('kept'), Tagging: 'a=b' }),
    ])
      expect(await refusalOf(send(command as s3.GetObjectTaggingCommand))).toEqual([501, 'NotImplemented'])
    expect(await endpoint.stored('kept')).toBe('x')
  })
})

describe('attributes of an object', () => {
  it('are those that were asked for and are known', async () => {
    await endpoint.put('attributes', '12345')
    const { ETag } = await send(new s3.HeadObjectCommand(disk('attributes')))
    const ask = (ObjectAttributes: s3.ObjectAttributes[]) =>
      send(new s3.GetObjectAttributesCommand({ ...disk('attributes'), ObjectAttributes }))
    const all = await ask(['ETag', 'ObjectSize', 'StorageClass', 'Checksum', 'ObjectParts'])
    expect(all).toMatchObject({ ETag: ETag?.replaceAll('"', ''), ObjectSize: 5, StorageClass: 'STANDARD' })
    expect(all.LastModified).toBeInstanceOf(Date)
    const one = await ask(['ObjectSize'])
    expect([one.ObjectSize, one.ETag, one.StorageClass]).toEqual([5, undefined, undefined])
    expect(await refusalOf(ask(['Owner' as s3.ObjectAttributes]))).toEqual([400, 'InvalidArgument'])
    const missing = new s3.GetObjectAttributesCommand({ ...disk('nowhere'), ObjectAttributes: ['ETag'] })
    expect(await refusalOf(send(missing))).toEqual([404, 'NoSuchKey'])
  })
})

describe('a conditional delete', () => {
  it('removes only the version that it names', async () => {
    const { ETag: old } = await endpoint.put('conditional', '1')
    const { ETag } = await endpoint.put('conditional', '2')
    const remove = (IfMatch: string | undefined) =>
      send(new s3.DeleteObjectCommand({ ...disk('conditional'), IfMatch }))
    expect(await refusalOf(remove(old))).toEqual([412, 'PreconditionFailed'])
    expect(await endpoint.stored('conditional')).toBe('2')
    await remove(ETag)
    expect(await refusalOf(remove(ETag))).toEqual([404, 'NoSuchKey'])
    expect(await refusalOf(remove('*'))).toEqual([404, 'NoSuchKey'])
    await remove(undefined)
  })

  it('takes no condition that it does not know', async () => {
    await endpoint.put('conditional', '3')
    const path = '/api/w/lab/s3_proxy/_default_/conditional'
    for (const [name, value] of [
      ['if-none-match', '*'],
      ['if-unmodified-since', 'Wed, 21 Oct 2015 07:28:00 GMT'],
      ['x-amz-if-match-size', '1'],
    ] as const)
      expect((await endpoint.raw({ method: 'DELETE', path, headers: { [name]: value } })).status).toBe(501)
    expect(await endpoint.stored('conditional')).toBe('3')
  })
})

it('an address that was signed with a checksum takes those bytes and no others', async () => {
  const path = '/api/w/lab/s3_proxy/_default_/bound'
  const headers = { 'x-amz-checksum-crc32': crc('meant') }
  const url = presignedUrl(endpoint.api.endpoint, endpoint.token, path, { method: 'PUT', headers })
  const put = (body: string, sent: Record<string, string>) => fetch(url, { method: 'PUT', body, headers: sent })
  expect((await put('other', headers)).status).toBe(400)
  expect((await put('other', { 'x-amz-checksum-crc32': crc('other') })).status).toBe(403)
  expect((await put('other', {})).status).toBe(403)
  expect((await put('meant', headers)).status).toBe(200)
  expect(await endpoint.stored('bound')).toBe('meant')
})

await describeWithServer('ceph', 'tags of objects, kept by Ceph', (server) => {
  let bucket: TestBucket
  const at = (Key: string) => ({ Bucket: 'bucket', Key })
  const tagsOf = async (Key: string) => (await send(new s3.GetObjectTaggingCommand(at(Key)))).TagSet

  beforeAll(async () => {
    bucket = await openTestBucket(server)
    await linkResource(endpoint, { name: 'bucket', resourceType: 's3', value: bucket.settings })
  })
  afterAll(() => bucket.close())

  it('are written with the object, read, counted, replaced and taken away', async () => {
    await send(new s3.PutObjectCommand({ ...at('tagged'), Body: 'x', Tagging: 'team=a%20b%2Bc&empty=' }))
    expect(await tagsOf('tagged')).toEqual(expect.arrayContaining(asTags({ team: 'a b+c', empty: '' })))
    expect((await send(new s3.GetObjectCommand(at('tagged')))).TagCount).toBe(2)
    await send(new s3.PutObjectTaggingCommand({ ...at('tagged'), Tagging: { TagSet: asTags({ new: 'ü' }) } }))
    expect(await tagsOf('tagged')).toEqual(asTags({ new: 'ü' }))
    await send(new s3.DeleteObjectTaggingCommand(at('tagged')))
    expect(await tagsOf('tagged')).toEqual([])
    const entries = await (await db()).auditEntry.findMany({ where: { operation: 'objects.tag' } })
    expect(entries.map(({ resource }) => resource)).toEqual(['tagged', 'tagged'])
  })

  it('are refused where S3 refuses them', async () => {
    const put = (tags: { Key: string; Value: string }[]) =>
      send(new s3.PutObjectTaggingCommand({ ...at('tagged'), Tagging: { TagSet: tags } }))
    const eleven = Array.from({ length: 11 }, (_, place) => ({ Key: `k${place}`, Value: '' }))
    for (const tags of [
      eleven,
      [...asTags({ a: '1' }), ...asTags({ a: '2' })],
      asTags({ '': 'x' }),
      asTags({ a: '<' }),
      asTags({ a: 'v'.repeat(257) }),
    ])
      expect(await refusalOf(put(tags))).toEqual([400, 'InvalidTag'])
    const missing = new s3.GetObjectTaggingCommand(at('nowhere'))
    expect(await refusalOf(send(missing))).toEqual([404, 'NoSuchKey'])
  })

  it('need the right to read and to write', async () => {
    const reader = await endpoint.limited({ storage: 'bucket', readOnly: true })
    await reader.send(new s3.GetObjectTaggingCommand(at('tagged')))
    const put = new s3.PutObjectTaggingCommand({ ...at('tagged'), Tagging: { TagSet: [] } })
    expect(await refusalOf(reader.send(put))).toEqual([403, 'AccessDenied'])
    expect(await refusalOf(reader.send(new s3.DeleteObjectTaggingCommand(at('tagged'))))).toEqual([403, 'AccessDenied'])
  })

  it('go along with copies, or not, as they say, and are not lost where nothing keeps them', async () => {
    await send(new s3.PutObjectCommand({ ...at('source'), Body: 'x', Tagging: 'a=1', Metadata: { m: '1' } }))
    const copy = (to: s3.CopyObjectCommandInput['Key'], more: Partial<s3.CopyObjectCommandInput> = {}) =>
      send(new s3.CopyObjectCommand({ ...at(to ?? ''), CopySource: 'bucket/source', ...more }))
    await copy('plain')
    expect(await tagsOf('plain')).toEqual(asTags({ a: '1' }))
    await copy('new metadata', { MetadataDirective: 'REPLACE', Metadata: { m: '2' } })
    expect(await tagsOf('new metadata')).toEqual(asTags({ a: '1' }))
    await copy('new tags', { TaggingDirective: 'REPLACE', Tagging: 'b=2' })
    expect(await tagsOf('new tags')).toEqual(asTags({ b: '2' }))
    expect((await send(new s3.HeadObjectCommand(at('new tags')))).Metadata).toEqual({ m: '1' })
    expect(await refusalOf(copy('x', { Tagging: 'b=2' }))).toEqual([400, 'InvalidArgument'])
    expect(await refusalOf(copy('lost', { Bucket: '_default_' }))).toEqual([501, 'NotImplemented'])
    await copy('without', { Bucket: '_default_', TaggingDirective: 'REPLACE' })
    expect(await endpoint.stored('without')).toBe('x')
  })
})

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

it('a checksum mode that is none asks for no checksum', async () => {
  const path = '/api/w/lab/s3_proxy/_default_/kept'
  const { status } = await endpoint.raw({ path, headers: { 'x-amz-checksum-mode': 'NOT_SET' } })
  expect(status).toBe(200)
})

// Ceph 16 forgets those.
await describeWithServer('versitygw', 'tags of objects, kept by versitygw', (server) => {
  it('are given to an upload in parts', async () => {
    const bucket = await openTestBucket(server)
    await linkResource(endpoint, { name: 'modern', resourceType: 's3', value: bucket.settings })
    const modern = (Key: string) => ({ Bucket: 'modern', Key })
    const { UploadId } = await send(new s3.CreateMultipartUploadCommand({ ...modern('parts'), Tagging: 'p=1' }))
    const { ETag } = await send(new s3.UploadPartCommand({ ...modern('parts'), UploadId, PartNumber: 1, Body: 'x' }))
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
    await send(new s3.CompleteMultipartUploadCommand({ ...modern('parts'), UploadId, MultipartUpload }))
    const { TagSet } = await send(new s3.GetObjectTaggingCommand(modern('parts')))
    expect(TagSet).toEqual(asTags({ p: '1' }))
    const ObjectAttributes: s3.ObjectAttributes[] = ['ObjectParts']
    const told = await send(new s3.GetObjectAttributesCommand({ ...modern('parts'), ObjectAttributes }))
    expect(told.ObjectParts?.TotalPartsCount).toBe(1)
    await bucket.close()
  })

  it('checksums that the bucket keeps are told to who wants to verify, and only of the whole', async () => {
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
