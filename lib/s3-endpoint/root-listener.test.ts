import { createServer } from 'node:http'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deferContinue } from '@/lib/http/expect-continue'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { testContext } from '@/lib/testing/context'
import { listen } from '@/lib/testing/listen'
import { keysOf, refusalOf, type S3Endpoint, startS3Endpoint, tokenOf } from '@/lib/testing/s3-endpoint'
import { signedRequest } from '@/lib/testing/signed-request'
import { createS3Listener } from './root-listener'

let endpoint: S3Endpoint
let server: Awaited<ReturnType<typeof listen>>
let client: s3.S3Client

beforeAll(async () => {
  endpoint = await startS3Endpoint()
  const listener = createS3Listener()
  server = await listen(deferContinue(createServer(listener), listener, () => true))
  client = clientWith(endpoint.token)
})
afterAll(async () => {
  await server.close()
  await endpoint.api.close()
})

function clientWith(token: string): s3.S3Client {
  const fixed = { endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true, maxAttempts: 1 }
  return new s3.S3Client({ ...fixed, credentials: keysOf(token) })
}

const bucketsOf = async (by: s3.S3Client) =>
  (await by.send(new s3.ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)

describe('the endpoint at the root of a port', () => {
  it.each(hostileKeys)('%s is written, read and listed under its own name', async (_name, Key) => {
    const place = { Bucket: 'lab._default_', Key }
    await client.send(new s3.PutObjectCommand({ ...place, Body: `content of ${Key}` }))
    const { Body } = await client.send(new s3.GetObjectCommand(place))
    expect(await Body?.transformToString()).toBe(`content of ${Key}`)
    const list = new s3.ListObjectsV2Command({ Bucket: 'lab', Prefix: Key, EncodingType: 'url', MaxKeys: 1 })
    const { Contents = [] } = await client.send(list)
    expect(Contents.map(({ Key: name = '' }) => decodeURIComponent(name))).toEqual([Key])
    await client.send(new s3.DeleteObjectCommand(place))
  })

  it('lists the storages of every workspace of its caller, and no other', async () => {
    const otto = await testContext({ workspace: 'other', username: 'otto' })
    expect(await bucketsOf(client)).toEqual(['lab._default_'])
    expect(await bucketsOf(clientWith(await tokenOf(otto)))).toEqual([])
    const bound = { workspaceId: 'lab', storage: 'elsewhere' }
    expect(await bucketsOf(clientWith(await tokenOf(endpoint.grace, bound)))).toEqual([])
    const head = new s3.GetObjectCommand({ Bucket: 'lab._default_', Key: 'x' })
    expect(await refusalOf(clientWith(await tokenOf(otto)).send(head))).toEqual([404, 'NoSuchBucket'])
  })

  it('copies between workspaces only with both rights', async () => {
    await client.send(new s3.PutObjectCommand({ Bucket: 'lab', Key: 'from.txt', Body: 'x' }))
    const copy = new s3.CopyObjectCommand({ Bucket: 'other', Key: 'to.txt', CopySource: 'lab/from.txt' })
    expect(await refusalOf(client.send(copy))).toEqual([404, 'NoSuchBucket'])
  })

  it('answers one connection again and again, also after what was refused', async () => {
    for (const [path, status] of [
      ['/lab/../lab/from.txt', 404],
      ['/lab/from.txt', 200],
    ] as const)
      expect((await signedRequest(server.endpoint, endpoint.token, { path })).status).toBe(status)
    for (let turn = 0; turn < 3; turn++) {
      const put = new s3.PutObjectCommand({ Bucket: 'lab', Key: 'x', Body: 'y'.repeat(200_000), Tagging: 'a=b' })
      expect(await refusalOf(client.send(put))).toEqual([501, 'NotImplemented'])
      await client.send(new s3.GetObjectCommand({ Bucket: 'lab', Key: 'from.txt' }))
    }
  })
})
