import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { at, endpointClient, refusalOf, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { presignedUrl } from '@/lib/testing/signed-request'

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

describe('every key', () => {
  it.each(hostileKeys)('%s is written and deleted under its own name', async (_name, key) => {
    await endpoint.put(key, `content of ${key}`)
    expect(await endpoint.stored(key)).toBe(`content of ${key}`)
    await endpoint.client.send(new s3.DeleteObjectCommand(at(key)))
    expect(await endpoint.api.store.head(key)).toBeNull()
  })
})

describe('a write by the SDK', () => {
  it.each(['WHEN_SUPPORTED', 'WHEN_REQUIRED'] as const)('comes whole and as a stream (%s)', async (mode) => {
    const by = endpointClient(endpoint.api.endpoint, endpoint.token, { requestChecksumCalculation: mode })
    const { ETag } = await endpoint.put('whole.txt', 'whole', {}, by)
    expect(ETag).toBe(`"${createHash('md5').update('whole').digest('hex')}"`)
    const bytes = Buffer.alloc(300_000, 'stream')
    await endpoint.put(
      'stream.bin',
      Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]),
      {
        ContentLength: bytes.length,
      },
      by,
    )
    expect([await endpoint.stored('whole.txt'), await endpoint.stored('stream.bin')]).toEqual([
      'whole',
      bytes.toString(),
    ])
    expect(await endpoint.api.store.head('stream.bin')).toMatchObject({ contentEncoding: null })
  })

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'has its %s verified',
    async (ChecksumAlgorithm) => {
      const answer = await endpoint.put('sum.txt', 'summed', { ChecksumAlgorithm })
      expect(answer[`Checksum${ChecksumAlgorithm}`]).toMatch(/=$/)
      await endpoint.put('sum.txt', Readable.from([Buffer.from('streamed')]), { ChecksumAlgorithm, ContentLength: 8 })
      expect(await endpoint.stored('sum.txt')).toBe('streamed')
      const wrong = { [`Checksum${ChecksumAlgorithm}`]: answer[`Checksum${ChecksumAlgorithm}`] }
      expect(await refusalOf(endpoint.put('sum.txt', 'other', wrong))).toEqual([400, 'BadDigest'])
      expect(await endpoint.stored('sum.txt')).toBe('streamed')
    },
  )

  it('keeps what it says of the object', async () => {
    const said = {
      ContentType: 'text/csv; charset=utf-8',
      ContentDisposition: 'attachment; filename="a.csv"',
      ContentEncoding: 'identity',
      CacheControl: 'max-age=60',
      Metadata: { plain: 'one', 'with-dash': 'Zwei und drei' },
    }
    await endpoint.put('said.csv', 'a,b', said)
    expect(await endpoint.client.send(new s3.HeadObjectCommand(at('said.csv')))).toMatchObject(said)
    const unicode = { 'x-amz-meta-name': Buffer.from('Größe').toString('latin1') }
    expect((await endpoint.rawPut('said.txt', { headers: { ...unicode, 'content-length': '0' } })).status).toBe(200)
    expect((await endpoint.api.store.head('said.txt'))?.metadata).toEqual({ name: 'Größe' })
    const { Metadata } = await endpoint.client.send(new s3.HeadObjectCommand(at('said.txt')))
    expect(Metadata).toEqual({ name: '=?UTF-8?B?R3LDtsOfZQ==?=' })
  })

  it('is refused where something would be lost', async () => {
    const lost = [
      { Tagging: 'a=b' },
      { ACL: 'public-read' },
      { StorageClass: 'GLACIER' },
      { Expires: new Date() },
    ] as const
    for (const more of [...lost, { ServerSideEncryption: 'aws:kms' }, { ContentLanguage: 'de' }] as const)
      expect(await refusalOf(endpoint.put('lost.txt', 'x', more))).toEqual([501, 'NotImplemented'])
    expect(await refusalOf(endpoint.put('lost.txt', 'x', { Metadata: { a: 'x'.repeat(2048) } }))).toEqual([
      400,
      'MetadataTooLarge',
    ])
    expect(await endpoint.api.store.head('lost.txt')).toBeNull()
  })
})

describe('a conditional write', () => {
  it('makes an object only once', async () => {
    await endpoint.put('once.txt', 'first', { IfNoneMatch: '*' })
    expect(await refusalOf(endpoint.put('once.txt', 'second', { IfNoneMatch: '*' }))).toEqual([
      412,
      'PreconditionFailed',
    ])
    expect(await endpoint.stored('once.txt')).toBe('first')
  })

  it('replaces only the version that it names, also where ten try at once', async () => {
    const { ETag } = await endpoint.put('turn.txt', 'first')
    const tried = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => endpoint.put('turn.txt', `writer ${index}`, { IfMatch: ETag })),
    )
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusalOf(endpoint.put('turn.txt', 'late', { IfMatch: ETag }))).toEqual([412, 'PreconditionFailed'])
    expect(await refusalOf(endpoint.put('nowhere.txt', 'x', { IfMatch: ETag }))).toEqual([404, 'NoSuchKey'])
    expect(await endpoint.stored('turn.txt')).toMatch(/^writer \d$/)
  })
})

it('an address that was signed in advance takes an upload', async () => {
  const url = presignedUrl(endpoint.api.endpoint, endpoint.token, '/api/w/lab/s3_proxy/_default_/presigned.txt', {
    method: 'PUT',
    // What the SDK puts there for a body that it does not know yet.
    query: 'x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-meta-from=link&x-amz-sdk-checksum-algorithm=CRC32',
  })
  expect((await fetch(url, { method: 'PUT', body: 'sent' })).status).toBe(200)
  expect([await endpoint.stored('presigned.txt'), (await endpoint.api.store.head('presigned.txt'))?.metadata]).toEqual([
    'sent',
    { from: 'link' },
  ])
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
})

it('every change leaves one entry in the audit log', async () => {
  const log = (await db()).auditEntry
  const told = async (change: Promise<unknown>) => {
    await change
    const entries = await log.findMany({ where: { operation: { startsWith: 'objects.' } } })
    await log.deleteMany()
    return entries.map(({ operation, resource, storage }) => `${operation} ${storage} ${resource}`)
  }
  await log.deleteMany()
  const copy = new s3.CopyObjectCommand({ ...at('b.txt'), CopySource: '_default_/a.txt' })
  expect(await told(endpoint.put('a.txt', 'x'))).toEqual(['objects.upload _default_ a.txt'])
  expect(await told(endpoint.client.send(copy))).toEqual(['objects.copy _default_ b.txt'])
  expect(await told(endpoint.client.send(new s3.DeleteObjectCommand(at('a.txt'))))).toEqual([
    'objects.delete _default_ a.txt',
  ])
  const Delete = { Objects: [{ Key: 'b.txt' }] }
  const many = endpoint.client.send(new s3.DeleteObjectsCommand({ Bucket: '_default_', Delete }))
  expect(await told(many)).toEqual(['objects.delete _default_ b.txt'])
})
