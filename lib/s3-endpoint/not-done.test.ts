import { readFile } from 'node:fs/promises'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { crc, type S3Endpoint, sha256, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { presignedUrl, type RawRequest } from '@/lib/testing/signed-request'

const BUCKET = '/api/w/lab/s3_proxy/_default_'
const KEPT = `${BUCKET}/kept`
const NOT_IMPLEMENTED = '501 NotImplemented'

let endpoint: S3Endpoint
let parts: { id: string; etag: string }

beforeAll(async () => {
  endpoint = await startS3Endpoint()
  await endpoint.put('kept', 'content')
  const at = { Bucket: '_default_', Key: 'parts' }
  const send = endpoint.client
  const begin = async (Key: string) =>
    (await send.send(new s3.CreateMultipartUploadCommand({ ...at, Key }))).UploadId ?? ''
  const part = async (Key: string, UploadId: string) =>
    (await send.send(new s3.UploadPartCommand({ ...at, Key, UploadId, PartNumber: 1, Body: 'x' }))).ETag ?? ''
  const whole = await begin('parts')
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: await part('parts', whole) }] }
  await send.send(new s3.CompleteMultipartUploadCommand({ ...at, UploadId: whole, MultipartUpload }))
  const id = await begin('open')
  parts = { id, etag: await part('open', id) }
})
afterAll(() => endpoint.api.close())

type Asked = RawRequest & {
  /** Status and code, where it is another one than `NotImplemented`. */
  is?: string
}

const put = (headers: Record<string, string>): Asked => ({ method: 'PUT', path: `${BUCKET}/new`, headers })
const sub = (name: string, level = BUCKET): Asked[] =>
  ['GET', 'PUT', 'DELETE'].map((method) => ({ method, path: `${level}?${name}=` }))
const remove = (headers: Record<string, string>): Asked => ({ method: 'DELETE', path: KEPT, headers })

const completion = () =>
  `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${parts.etag}</ETag></Part></CompleteMultipartUpload>`
const complete = (): Asked => ({
  ...{ method: 'POST', path: `${BUCKET}/open?uploadId=${parts.id}`, body: completion() },
  ...{ payloadHash: sha256(completion()), headers: { 'x-amz-checksum-crc32': crc('x') } },
})

/** How each row of the document is asked for, by how it begins. */
const ROWS: [row: string, asked: () => Asked[]][] = [
  [
    'Making and deleting buckets',
    () => [
      { method: 'DELETE', path: BUCKET },
      { method: 'PUT', path: BUCKET, is: '409 BucketAlreadyOwnedByYou' },
      { method: 'PUT', path: '/api/w/lab/s3_proxy/another', is: '404 NoSuchBucket' },
    ],
  ],
  [
    'Versions of objects on local disk',
    () => [
      { path: `${KEPT}?versionId=1` },
      { method: 'DELETE', path: `${KEPT}?versionId=1` },
      { path: `${BUCKET}?versions=` },
      { method: 'PUT', path: `${BUCKET}/copy`, headers: { 'x-amz-copy-source': '_default_/kept?versionId=1' } },
    ],
  ],
  [
    'ACLs, policies, lifecycle, CORS',
    () => [
      ...'acl policy lifecycle cors object-lock encryption website notification'
        .split(' ')
        .flatMap((name) => sub(name)),
      ...'acl retention legal-hold'.split(' ').flatMap((name) => sub(name, KEPT)),
      put({ 'x-amz-acl': 'public-read' }),
      put({ 'x-amz-server-side-encryption': 'AES256' }),
      put({ 'x-amz-object-lock-mode': 'GOVERNANCE' }),
    ],
  ],
  ['Tags of objects on local disk', () => [...sub('tagging', KEPT), put({ 'x-amz-tagging': 'a=1' })]],
  [
    'Storage classes other than `STANDARD`',
    () => [
      put({ 'x-amz-storage-class': 'GLACIER' }),
      put({ expires: 'Thu, 01 Jan 2026 00:00:00 GMT' }),
      put({ 'content-language': 'de' }),
      put({ 'x-amz-website-redirect-location': '/other' }),
    ],
  ],
  [
    'Checksums in answers to GET and HEAD',
    () => [{ path: KEPT, headers: { 'x-amz-checksum-mode': 'ENABLED' }, is: '200 content' }],
  ],
  ['The checksum of a whole upload in parts', () => [complete()]],
  ['`partNumber` for objects that were uploaded in parts', () => [{ path: `${BUCKET}/parts?partNumber=1` }]],
  [
    'Conditions on a delete other than `If-Match`',
    () => [
      remove({ 'if-none-match': '*' }),
      remove({ 'if-unmodified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' }),
      remove({ 'x-amz-if-match-size': '7' }),
      remove({ 'x-amz-if-match-last-modified-time': 'Thu, 01 Jan 2026 00:00:00 GMT' }),
    ],
  ],
  // The host says nothing: what would be a key at a host of the bucket's own is a bucket here.
  ['Buckets in the host name', () => [{ path: '/api/w/lab/s3_proxy/kept', is: '404 NoSuchBucket' }]],
  // That is what it does not do: both are answered.
  ['A request only once', () => []],
  [
    'Signature Version 2, session tokens',
    () => [
      { method: 'POST', path: BUCKET, headers: { 'content-type': 'multipart/form-data; boundary=b' } },
      { path: KEPT, headers: { 'x-amz-security-token': 'session' }, is: '400 InvalidToken' },
    ],
  ],
]

async function rowsOfTheDocument(): Promise<string[]> {
  const text = await readFile('docs/s3-endpoint.md', 'utf8')
  const [, section = ''] = text.split('\n## What it does not do\n')
  const [table = ''] = section.split('\n## ')
  return table.split('\n').flatMap((line) => /^\| (?!why)([^|]+) \|/.exec(line)?.[1]?.trim() || [])
}

it('each row of the document is asked for below, and nothing else is', async () => {
  const rows = await rowsOfTheDocument()
  expect(rows.length).toBe(ROWS.length)
  for (const [place, row] of rows.entries())
    expect(row.startsWith(ROWS[place]?.[0] ?? '?'), `${row} is asked for`).toBe(true)
})

it.each(ROWS)('%s: is refused and changes nothing', async (_row, asked) => {
  for (const { is = NOT_IMPLEMENTED, ...request } of asked()) {
    const headers = { ...(request.body === undefined && { 'content-length': '0' }), ...request.headers }
    const { status, body, headers: answered } = await endpoint.raw({ ...request, headers })
    const code = /<Code>(.*)<\/Code>/.exec(body.toString())?.[1] ?? body.toString()
    expect(`${status} ${code}`, `${request.method ?? 'GET'} ${request.path} ${JSON.stringify(request.headers)}`).toBe(
      is,
    )
    expect(Object.keys(answered).filter((name) => name.startsWith('x-amz-checksum'))).toEqual([])
  }
  expect(await endpoint.stored('kept')).toBe('content')
  const { Contents = [] } = await endpoint.client.send(new s3.ListObjectsV2Command({ Bucket: '_default_' }))
  expect(Contents.map(({ Key }) => Key).sort()).toEqual(['kept', 'parts'])
})

it('a signature of Version 2 is told to be none', async () => {
  const [id = ''] = endpoint.token.split(/\.(?=[^.]*$)/)
  const inHeader = await fetch(`${endpoint.api.endpoint}${KEPT}`, { headers: { authorization: `AWS ${id}:c2lnbmVk` } })
  const inAddress = await fetch(
    `${endpoint.api.endpoint}${KEPT}?AWSAccessKeyId=${id}&Expires=9999999999&Signature=c2lnbmVk`,
  )
  for (const answer of [inHeader, inAddress]) {
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.text()).not.toContain('content')
  }
})

it('a request that was signed for one use is answered again, as the document says', async () => {
  const url = presignedUrl(endpoint.api.endpoint, endpoint.token, KEPT)
  for (let turn = 0; turn < 2; turn++) expect(await (await fetch(url)).text()).toBe('content')
})
