import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crc, refusalOf, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { presignedUrl } from '@/lib/testing/signed-request'

let endpoint: S3Endpoint
const send: s3.S3Client['send'] = (...sent: unknown[]) => Reflect.apply(endpoint.client.send, endpoint.client, sent)

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

const disk = (Key: string) => ({ Bucket: '_default_', Key })

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
