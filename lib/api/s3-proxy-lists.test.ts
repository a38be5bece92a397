import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import type { Rule } from '@/lib/permissions/rules'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { compareKeys } from '@/lib/storage/keys'
import { testContext } from '@/lib/testing/context'
import { endpointClient, refusalOf, type S3Endpoint, startS3Endpoint, tokenOf } from '@/lib/testing/s3-endpoint'

const KEYS = ['a', 'b/1', 'b/2', 'b/c/3', 'd', 'e-1', 'e-2', 'f/', 'f/g', 'h|1', 'h|2', 'z'].map((key) => `list/${key}`)

let endpoint: S3Endpoint
let limited: s3.S3Client

const rules: Rule[] = [
  { pattern: 'list/b/c/**', allow: ['list', 'read'] },
  { pattern: 'list/b/**', allow: [] },
  { pattern: 'list/e-2', allow: [] },
  { pattern: 'list/**', allow: ['list', 'read'] },
]

beforeAll(async () => {
  endpoint = await startS3Endpoint()
  for (const key of [...KEYS, ...hostileKeys.map(([, key]) => key)])
    await endpoint.api.store.write(key, Buffer.from(key))
  await (await db()).storageSetting.updateMany({ data: { rules: JSON.stringify(rules) } })
  forgetIdentities()
  limited = endpointClient(endpoint.api.endpoint, await tokenOf(await testContext({ username: 'eve' })))
})
afterAll(() => endpoint.api.close())

type Asked = { Prefix?: string; Delimiter?: string; MaxKeys?: number; StartAfter?: string; Marker?: string }

/** Every line of a list over all its pages, which are as long as asked for but the last. */
async function listV2(asked: Asked, by = endpoint.client): Promise<string[]> {
  const lines: string[] = []
  let token: string | undefined
  do {
    const page = await by.send(
      new s3.ListObjectsV2Command({
        Bucket: '_default_',
        ...asked,
        ContinuationToken: token,
        StartAfter: asked.StartAfter,
      }),
    )
    const found = linesOf(page)
    expect(page.KeyCount).toBe(found.length)
    if (page.IsTruncated) expect(found).toHaveLength(asked.MaxKeys ?? 1000)
    lines.push(...found)
    token = page.NextContinuationToken
    expect(token === undefined).toBe(!page.IsTruncated)
  } while (token)
  return lines
}

async function listV1(asked: Asked, by = endpoint.client): Promise<string[]> {
  const lines: string[] = []
  let marker = asked.Marker
  for (;;) {
    const page = await by.send(new s3.ListObjectsCommand({ Bucket: '_default_', ...asked, Marker: marker }))
    lines.push(...linesOf(page))
    if (!page.IsTruncated) return lines
    marker = page.NextMarker
  }
}

function linesOf({ Contents = [], CommonPrefixes = [] }: s3.ListObjectsV2CommandOutput | s3.ListObjectsCommandOutput) {
  return [...Contents.map(({ Key = '' }) => Key), ...CommonPrefixes.map(({ Prefix = '' }) => Prefix)].sort(compareKeys)
}

/** What a list has, said in another way than the endpoint finds it. */
function expected({ Prefix = '', Delimiter = '', StartAfter = '' }: Asked, keys = KEYS): string[] {
  const isTold = (key: string) => Delimiter !== '' && StartAfter.endsWith(Delimiter) && key.startsWith(StartAfter)
  const lines = keys
    .filter((key) => key.startsWith(Prefix) && compareKeys(key, StartAfter) > 0 && !isTold(key))
    .map((key) => {
      const at = Delimiter ? key.indexOf(Delimiter, Prefix.length) : -1
      return at < 0 ? key : key.slice(0, at + Delimiter.length)
    })
  return [...new Set(lines)].sort(compareKeys)
}

describe.each([1, 2, 3, 5, 1000])('a list in pages of %i', (MaxKeys) => {
  it.each<Asked>([
    { Prefix: 'list/' },
    { Prefix: 'list/', Delimiter: '/' },
    { Prefix: 'list/b', Delimiter: '/' },
    { Prefix: 'list/', Delimiter: '-' },
    { Prefix: 'list/', Delimiter: '|' },
    { Prefix: 'list/', Delimiter: '/c/' },
    { Prefix: 'list/', StartAfter: 'list/b/1' },
    { Prefix: 'list/', Delimiter: '/', StartAfter: 'list/b/1' },
    { Prefix: 'list/', Delimiter: '/', StartAfter: 'list/b/c/3' },
    { Prefix: 'list/', Delimiter: '-', StartAfter: 'list/e-1' },
    { Prefix: 'list/', Delimiter: '/', StartAfter: 'list/b/' },
    { Prefix: 'nothing/' },
  ])('of %j has all there is, once, in order', async (asked) => {
    expect(await listV2({ ...asked, MaxKeys })).toEqual(expected(asked))
    if (asked.StartAfter === undefined) expect(await listV1({ ...asked, MaxKeys })).toEqual(expected(asked))
  })

  it('shows nobody what they may not list', async () => {
    const visible = KEYS.filter((key) => !/^list\/b\/\d|e-2/.test(key))
    for (const Delimiter of [undefined, '/', '-', '|']) {
      const asked = { Prefix: 'list/', ...(Delimiter && { Delimiter }) }
      expect(await listV2({ ...asked, MaxKeys }, limited)).toEqual(expected(asked, visible))
      expect(await listV1({ ...asked, MaxKeys }, limited)).toEqual(expected(asked, visible))
    }
  })
})

it('every key is listed as it is, encoded and not', async () => {
  const page = await endpoint.client.send(new s3.ListObjectsV2Command({ Bucket: '_default_', EncodingType: 'url' }))
  const names = page.Contents?.map(({ Key = '' }) => decodeURIComponent(Key))
  expect(names).toEqual([...KEYS, ...hostileKeys.map(([, key]) => key)].sort(compareKeys))
})

it('a list of nothing is empty, and one of what is no number refused', async () => {
  const list = (more: object) => endpoint.client.send(new s3.ListObjectsV2Command({ Bucket: '_default_', ...more }))
  expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false, MaxKeys: 0 })
  expect((await list({ MaxKeys: 5000 })).MaxKeys).toBe(1000)
  expect(await refusalOf(list({ MaxKeys: -1 }))).toEqual([400, 'InvalidArgument'])
  expect(await refusalOf(list({ ContinuationToken: 'made up' }))).toEqual([400, 'InvalidArgument'])
})

it('tells the owner only where asked', async () => {
  const list = (FetchOwner: boolean) =>
    endpoint.client.send(new s3.ListObjectsV2Command({ Bucket: '_default_', Prefix: 'list/a', FetchOwner }))
  expect((await list(false)).Contents?.[0]?.Owner).toBeUndefined()
  expect((await list(true)).Contents?.[0]?.Owner?.ID).toMatch(/./)
})

it('whoever may list nothing is told so, not that nothing is there', async () => {
  const list = new s3.ListObjectsV2Command({ Bucket: '_default_', Prefix: 'plain' })
  expect(await refusalOf(limited.send(list))).toEqual([403, 'AccessDenied'])
})

describe('buckets', () => {
  it('are the storages', async () => {
    const { Buckets } = await endpoint.client.send(new s3.ListBucketsCommand({}))
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['_default_'])
    const { $metadata } = await endpoint.client.send(new s3.HeadBucketCommand({ Bucket: '_default_' }))
    expect($metadata.httpStatusCode).toBe(200)
    const location = await endpoint.client.send(new s3.GetBucketLocationCommand({ Bucket: '_default_' }))
    expect(location.LocationConstraint ?? '').toBe('')
  })

  it('are made in Granary', async () => {
    const make = (Bucket: string) => refusalOf(endpoint.client.send(new s3.CreateBucketCommand({ Bucket })))
    expect(await make('_default_')).toEqual([409, 'BucketAlreadyOwnedByYou'])
    expect(await make('another')).toEqual([404, 'NoSuchBucket'])
    const head = endpoint.client.send(new s3.HeadBucketCommand({ Bucket: 'another' }))
    expect((await refusalOf(head))[0]).toBe(404)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['versions', () => endpoint.client.send(new s3.ListObjectVersionsCommand({ Bucket: '_default_' }))],
    ['a policy', () => endpoint.client.send(new s3.GetBucketPolicyCommand({ Bucket: '_default_' }))],
    ['versioning', () => endpoint.client.send(new s3.GetBucketVersioningCommand({ Bucket: '_default_' }))],
    ['its end', () => endpoint.client.send(new s3.DeleteBucketCommand({ Bucket: '_default_' }))],
    ['an ACL', () => endpoint.client.send(new s3.GetObjectAclCommand({ Bucket: '_default_', Key: 'list/a' }))],
    ['a restore', () => endpoint.client.send(new s3.RestoreObjectCommand({ Bucket: '_default_', Key: 'list/a' }))],
  ])('have no %s, and say so', async (_what, ask) => expect(await refusalOf(ask())).toEqual([501, 'NotImplemented']))
})
