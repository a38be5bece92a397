import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { refusalOf, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { countBegun, countEnded, TooManyUploads } from '@/lib/uploads/open-uploads'

let endpoint: S3Endpoint
const send: s3.S3Client['send'] = (...sent: unknown[]) => Reflect.apply(endpoint.client.send, endpoint.client, sent)

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

const asTags = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

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

// Ceph 16 forgets those that an upload was begun with, versitygw keeps them.
for (const name of ['ceph', 'versitygw'] as const)
  await describeWithServer(name, `tags of uploads in parts over ${name}`, (server) => {
    let bucket: TestBucket
    const at = (Key: string) => ({ Bucket: name, Key })
    beforeAll(async () => {
      bucket = await openTestBucket(server)
      await linkResource(endpoint, { name, resourceType: 's3', value: bucket.settings })
    })
    afterAll(() => bucket.close())

    const begin = async (Key: string, Tagging: string) =>
      (await send(new s3.CreateMultipartUploadCommand({ ...at(Key), Tagging }))).UploadId
    async function complete(Key: string, UploadId: string | undefined) {
      const { ETag } = await send(new s3.UploadPartCommand({ ...at(Key), UploadId, PartNumber: 1, Body: 'x' }))
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
      await send(new s3.CompleteMultipartUploadCommand({ ...at(Key), UploadId, MultipartUpload }))
    }

    it('are those that it was begun with', async () => {
      await complete('parts', await begin('parts', 'p=1&team=a%20%C3%BC'))
      const { TagSet } = await send(new s3.GetObjectTaggingCommand(at('parts')))
      expect(TagSet).toEqual(expect.arrayContaining(asTags({ p: '1', team: 'a ü' })))
      const ObjectAttributes: s3.ObjectAttributes[] = ['ObjectParts']
      const told = await send(new s3.GetObjectAttributesCommand({ ...at('parts'), ObjectAttributes }))
      expect(told.ObjectParts?.TotalPartsCount).toBe(1)
    })

    it('are told of no other upload, and it is listed and given up as ever', async () => {
      const UploadId = await begin('given up', 'p=1')
      await complete('plain', (await send(new s3.CreateMultipartUploadCommand(at('plain')))).UploadId)
      expect((await send(new s3.GetObjectTaggingCommand(at('plain')))).TagSet).toEqual([])
      const { Parts = [] } = await send(new s3.ListPartsCommand({ ...at('given up'), UploadId }))
      expect(Parts).toEqual([])
      const { Uploads = [] } = await send(new s3.ListMultipartUploadsCommand({ Bucket: name }))
      const listed = Uploads.find(({ Key }) => Key === 'given up')
      await send(new s3.AbortMultipartUploadCommand({ ...at('given up'), UploadId: listed?.UploadId }))
      const parts = new s3.ListPartsCommand({ ...at('given up'), UploadId })
      expect(await refusalOf(send(parts))).toEqual([404, 'NoSuchUpload'])
    })

    it('cannot be changed in its id, nor taken to another key', async () => {
      const UploadId = (await begin('signed', 'p=1')) ?? ''
      const [, serverId, signature] = /^(.*)\.granary-tags\.[\w-]+\.([\w-]+)$/.exec(UploadId) ?? []
      const forged = `${serverId}.granary-tags.${Buffer.from('{"p":"2"}').toString('base64url')}`
      for (const id of [forged, `${forged}.${signature}`, `${UploadId}A`, UploadId.slice(0, -1), `${UploadId}.`]) {
        const part = new s3.UploadPartCommand({ ...at('signed'), UploadId: id, PartNumber: 1, Body: 'x' })
        expect(await refusalOf(send(part)), id).toEqual([404, 'NoSuchUpload'])
        const abort = new s3.AbortMultipartUploadCommand({ ...at('signed'), UploadId: id })
        expect(await refusalOf(send(abort)), id).toEqual([404, 'NoSuchUpload'])
      }
      const elsewhere = new s3.ListPartsCommand({ ...at('another'), UploadId })
      expect(await refusalOf(send(elsewhere))).toEqual([404, 'NoSuchUpload'])
      await complete('signed', UploadId)
      expect((await send(new s3.GetObjectTaggingCommand(at('signed')))).TagSet).toEqual(asTags({ p: '1' }))
    })

    it('make it no other one for those who count it: it is one open upload by either id', async () => {
      const UploadId = await begin('counted', 'p=1')
      const place = { storage: name, key: 'fake' }
      const others: string[] = []
      const fill = async () => {
        for (;;) {
          const id = `fake-${others.length}`
          await countBegun(endpoint.grace, place, async () => id)
          others.push(id)
        }
      }
      await expect(fill()).rejects.toThrow(TooManyUploads)
      expect(await refusalOf(begin('one more', 'p=1'))).toEqual([503, 'SlowDown'])
      const listed = (await send(new s3.ListMultipartUploadsCommand({ Bucket: name, Prefix: 'counted' }))).Uploads?.[0]
      expect(listed?.UploadId).not.toBe(UploadId)
      await send(new s3.AbortMultipartUploadCommand({ ...at('counted'), UploadId: listed?.UploadId }))
      const begun = await begin('one more', 'p=1')
      await send(new s3.AbortMultipartUploadCommand({ ...at('one more'), UploadId: begun }))
      for (const id of others) await countEnded(endpoint.grace, { ...place, id }, async () => undefined)
    })

    it('are refused before it begins where no id can carry them', async () => {
      const Tagging = Array.from({ length: 10 }, (_, place) => `k${place}=${'%C3%BC'.repeat(256)}`).join('&')
      expect(await refusalOf(begin('long', Tagging))).toEqual([400, 'InvalidRequest'])
    })
  })
