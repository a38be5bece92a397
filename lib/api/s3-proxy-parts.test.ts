import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { at, refusalOf, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { countBegun, countEnded, MAX_OPEN_UPLOADS } from '@/lib/uploads/open-uploads'

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

describe('uploads in parts', () => {
  const MIB5 = Buffer.alloc(5 * 1024 * 1024, 'part')
  const begin = async (key: string, more = {}) => {
    const { UploadId } = await endpoint.client.send(new s3.CreateMultipartUploadCommand({ ...at(key), ...more }))
    return { ...at(key), UploadId }
  }
  type Begun = Awaited<ReturnType<typeof begin>>
  const part = (upload: Begun, PartNumber: number, Body: string | Buffer, more = {}) =>
    endpoint.client.send(new s3.UploadPartCommand({ ...upload, PartNumber, Body, ...more }))
  const complete = (upload: Begun, Parts: s3.CompletedPart[], more = {}) =>
    endpoint.client.send(new s3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }))

  it('become one object', async () => {
    const upload = await begin('parts.bin', { ContentType: 'text/plain', Metadata: { a: 'b' } })
    const first = await part(upload, 1, MIB5, { ChecksumAlgorithm: 'CRC64NVME' })
    const second = await part(upload, 2, 'end')
    const { Parts = [] } = await endpoint.client.send(new s3.ListPartsCommand(upload))
    expect(Parts.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, MIB5.length],
      [2, 3],
    ])
    const page = await endpoint.client.send(new s3.ListPartsCommand({ ...upload, MaxParts: 1 }))
    expect([page.Parts?.length, page.IsTruncated, page.NextPartNumberMarker]).toEqual([1, true, '1'])
    const done = await complete(upload, [
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 2, ETag: second.ETag },
    ])
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/)
    const head = await endpoint.client.send(new s3.HeadObjectCommand(at('parts.bin')))
    expect(head).toMatchObject({ ContentLength: MIB5.length + 3, ContentType: 'text/plain', Metadata: { a: 'b' } })
    expect(await refusalOf(complete(upload, [{ PartNumber: 1, ETag: first.ETag }]))).toEqual([404, 'NoSuchUpload'])
    // Whoever did not get the answer asks again.
    const again = await complete(upload, [
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 2, ETag: second.ETag },
    ])
    expect(again.ETag).toBe(done.ETag)
    const made = { operation: 'objects.upload', resource: 'parts.bin' }
    expect(await (await db()).auditEntry.count({ where: made })).toBe(1)
  })

  it('are refused where the parts are not what they should be', async () => {
    const upload = await begin('unfit.bin')
    const { ETag } = await part(upload, 1, 'small')
    const other = await part(upload, 2, 'last')
    const [one, two] = [
      { PartNumber: 1, ETag },
      { PartNumber: 2, ETag: other.ETag },
    ]
    expect(await refusalOf(complete(upload, [one, two]))).toEqual([400, 'EntityTooSmall'])
    expect(await refusalOf(complete(upload, [two, one]))).toEqual([400, 'InvalidPartOrder'])
    expect(await refusalOf(complete(upload, [{ ...one, ETag: '"0"' }]))).toEqual([400, 'InvalidPart'])
    expect(await refusalOf(complete(upload, []))).toEqual([400, 'MalformedXML'])
    expect(await refusalOf(complete(upload, [one], { MpuObjectSize: 6 }))).toEqual([400, 'InvalidRequest'])
    for (const more of [{ ChecksumAlgorithm: 'CRC16' }, { ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' }])
      expect(await refusalOf(begin('unfit.bin', more))).toEqual([400, 'InvalidRequest'])
    expect(await refusalOf(part(upload, 10_001, 'x'))).toEqual([400, 'InvalidArgument'])
    expect(await refusalOf(part(upload, 1, 'y', { ChecksumCRC32: 'AAAAAA==' }))).toEqual([400, 'BadDigest'])
    expect(await refusalOf(complete(upload, [one], { ChecksumCRC32: 'AAAAAA==' }))).toEqual([501, 'NotImplemented'])
    await endpoint.client.send(new s3.AbortMultipartUploadCommand(upload))
    expect(await refusalOf(part(upload, 1, 'x'))).toEqual([404, 'NoSuchUpload'])
    expect(await endpoint.api.store.head('unfit.bin')).toBeNull()
  })

  it('are listed while they are under way, to who may write and list their keys', async () => {
    const begun = [await begin('under way/a/b c'), await begin('under way/c'), await begin('under way/c')]
    const list = (more = {}, by = endpoint.client) =>
      by.send(new s3.ListMultipartUploadsCommand({ Bucket: '_default_', Prefix: 'under way/', ...more }))
    const { Uploads = [] } = await list({ EncodingType: 'url' })
    expect(Uploads.map(({ Key, UploadId }) => [decodeURIComponent(Key ?? ''), UploadId])).toEqual(
      begun.map(({ Key, UploadId }) => [Key, UploadId]).sort(),
    )
    const first = await list({ MaxUploads: 2 })
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = first
    const rest = await list({ KeyMarker, UploadIdMarker })
    expect([first.IsTruncated, rest.IsTruncated]).toEqual([true, false])
    expect([...(first.Uploads ?? []), ...(rest.Uploads ?? [])].map(({ UploadId }) => UploadId)).toEqual(
      Uploads.map(({ UploadId }) => UploadId),
    )
    const limited = await endpoint.limited({ prefix: 'under way/a/' })
    expect((await list({ Prefix: 'under way/a/' }, limited)).Uploads?.map(({ Key }) => Key)).toEqual([
      'under way/a/b c',
    ])
    expect(await refusalOf(list({ Prefix: 'elsewhere' }, limited))).toEqual([403, 'AccessDenied'])
    expect((await list({ Prefix: '' }, limited)).Uploads?.map(({ Key }) => Key)).toEqual(['under way/a/b c'])
    for (const upload of begun) await endpoint.client.send(new s3.AbortMultipartUploadCommand(upload))
    expect((await list()).Uploads ?? []).toEqual([])
  })

  it('are open in a number that is bounded, and told to wait beyond it', async () => {
    const { grace } = endpoint
    const place = { storage: '_default_', key: 'counted' }
    const others = Array.from({ length: MAX_OPEN_UPLOADS - 1 }, (_, i) => `counted-${i}`)
    for (const id of others) await countBegun(grace, place, async () => id)
    try {
      const last = await begin('last.bin')
      expect(await refusalOf(begin('more.bin'))).toEqual([503, 'SlowDown'])
      await endpoint.client.send(new s3.AbortMultipartUploadCommand(last))
      const instead = await begin('instead.bin')
      const { ETag } = await part(instead, 1, 'x')
      await complete(instead, [{ PartNumber: 1, ETag }])
      await endpoint.client.send(new s3.AbortMultipartUploadCommand(await begin('again.bin')))
    } finally {
      for (const id of others) await countEnded(grace, { ...place, id }, async () => {})
    }
  })

  it('may be copied out of objects', async () => {
    await endpoint.put('large source.bin', Buffer.concat([MIB5, Buffer.from('tail')]))
    const upload = await begin('copied.bin')
    const copy = (PartNumber: number, CopySourceRange: string) =>
      endpoint.client.send(
        new s3.UploadPartCopyCommand({
          ...upload,
          PartNumber,
          CopySourceRange,
          CopySource: '_default_/large%20source.bin',
        }),
      )
    const first = await copy(1, `bytes=0-${MIB5.length - 1}`)
    const second = await copy(2, `bytes=${MIB5.length}-${MIB5.length + 3}`)
    expect(await refusalOf(copy(3, `bytes=0-${MIB5.length + 4}`))).toEqual([400, 'InvalidArgument'])
    await complete(upload, [
      { PartNumber: 1, ETag: first.CopyPartResult?.ETag },
      { PartNumber: 2, ETag: second.CopyPartResult?.ETag },
    ])
    expect((await endpoint.api.store.head('copied.bin'))?.size).toBe(MIB5.length + 4)
  })
})
