import { setTimeout as sleep } from 'node:timers/promises'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { RECENT_MS } from '@/lib/resources/recent-heads'
import { useFaultyBucket } from '@/lib/testing/faulty-bucket'
import { linkResource } from '@/lib/testing/s3-clients/place'
import { refusalOf, type S3Endpoint, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { describeWithServer } from '@/lib/testing/servers'

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

await describeWithServer('ceph', 'what is known of an object', (server) => {
  const faulty = useFaultyBucket(server, () => endpoint)
  const at = (Key: string) => ({ Bucket: 'bucket', Key })

  const get = (Key: string, more = {}) => endpoint.client.send(new s3.GetObjectCommand({ ...at(Key), ...more }))
  const put = (Key: string, Body: Buffer | string = 'x', more = {}) =>
    endpoint.client.send(new s3.PutObjectCommand({ ...at(Key), Body, ...more }))
  const remove = (Key: string) => endpoint.client.send(new s3.DeleteObjectCommand(at(Key)))
  const begin = (Key: string) => endpoint.client.send(new s3.CreateMultipartUploadCommand(at(Key)))
  const copy = (from: string, Key: string) =>
    endpoint.client.send(new s3.CopyObjectCommand({ ...at(Key), CopySource: `bucket/${from}` }))

  let heads = 0
  const head = (Key: string, more = {}) => endpoint.client.send(new s3.HeadObjectCommand({ ...at(Key), ...more }))
  const sizeOf = (Key: string, Bucket = 'bucket') =>
    head(Key, { Bucket }).then(
      ({ ContentLength, TagCount }) => [ContentLength, TagCount],
      (error) => error.$metadata.httpStatusCode,
    )
  beforeEach(() => {
    heads = 0
    faulty.fault = ({ method }) => {
      if (method === 'HEAD') heads++
      return null
    }
  })

  it('is asked for once in some seconds, and by conditions every time', async () => {
    await put('known', '1')
    for (let turn = 0; turn < 4; turn++) expect(await sizeOf('known')).toEqual([1, undefined])
    expect(heads).toBe(1)
    const { ETag } = await head('known')
    await faulty.store.write('known', Buffer.from('elsewhere'))
    expect((await head('known', { IfMatch: '*' })).ContentLength).toBe(9)
    expect(await refusalOf(get('known', { IfMatch: ETag }))).toEqual([412, 'PreconditionFailed'])
    expect((await get('known', { IfNoneMatch: ETag })).ContentLength).toBe(9)
    await sleep(RECENT_MS + 50)
    expect(await sizeOf('known')).toEqual([9, undefined])
  })

  it('is asked for anew after every change, also through another storage of the same bucket', async () => {
    await linkResource(endpoint, { name: 'twin', resourceType: 's3', value: faulty.value })
    const send = (command: unknown) => endpoint.client.send(command as s3.PutObjectCommand)
    const rest = async (route: string, method: string, query = {}) => {
      const { status, body } = await endpoint.api.ask(route, {
        method,
        query: { storage: 'bucket', ...query },
        body: '',
      })
      expect(status, body.toString()).toBeLessThan(300)
    }
    await put('two', '22')
    const Delete = { Objects: [{ Key: 'key' }] }
    const changes: [string, () => Promise<unknown>, unknown][] = [
      ['a write', () => put('key', '333'), [3, undefined]],
      ['a copy onto it', () => copy('two', 'key'), [2, undefined]],
      [
        'tags',
        () => send(new s3.PutObjectTaggingCommand({ ...at('key'), Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } })),
        [1, 1],
      ],
      ['a deletion', () => remove('key'), 404],
      ['a deletion among many', () => send(new s3.DeleteObjectsCommand({ Bucket: 'bucket', Delete })), 404],
      ['an upload in parts', () => inParts('key', '55555'), [5, undefined]],
      ['another storage', () => put('key', '7777777', { Bucket: 'twin' }), [7, undefined]],
      ['an upload in a browser', () => rest('upload_s3_file', 'POST', { file_key: 'key' }), [0, undefined]],
      ['a deletion in a browser', () => rest('delete_s3_file', 'DELETE', { file_key: 'key' }), 404],
      ['a move in a browser', () => rest('move_s3_file', 'GET', { src_file_key: 'key', dest_file_key: 'moved' }), 404],
    ]
    for (const [what, change, expected] of changes) {
      await put('key', '1')
      expect(await sizeOf('key')).toEqual([1, undefined])
      await change()
      const found = await sizeOf('key')
      expect(found, what).toEqual(what === 'tags' && Array.isArray(found) ? [1, found[1]] : expected)
    }
  })

  async function inParts(Key: string, Body: string) {
    const { UploadId } = await begin(Key)
    const { ETag } = await endpoint.client.send(new s3.UploadPartCommand({ ...at(Key), UploadId, PartNumber: 1, Body }))
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
    await endpoint.client.send(new s3.CompleteMultipartUploadCommand({ ...at(Key), UploadId, MultipartUpload }))
  }
})
