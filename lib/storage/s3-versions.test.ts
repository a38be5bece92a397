import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LOOPBACK, openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { bytes, text } from './contract-support'
import { createS3Client } from './s3-client'

await describeWithServer('ceph', 'A bucket on Ceph RGW that keeps versions', (server) => {
  let bucket: TestBucket
  let client: S3Client
  const name = () => bucket.settings.bucket

  beforeAll(async () => {
    bucket = await openTestBucket(server)
    client = createS3Client(bucket.settings, LOOPBACK)
    const VersioningConfiguration = { Status: 'Enabled' as const }
    await client.send(new PutBucketVersioningCommand({ Bucket: name(), VersioningConfiguration }))
  })
  afterAll(async () => {
    for (const { Key, VersionId } of await versions())
      await client.send(new DeleteObjectCommand({ Bucket: name(), Key, VersionId }))
    client.destroy()
    await bucket.close()
  })

  async function versions(prefix = '') {
    const found = await client.send(new ListObjectVersionsCommand({ Bucket: name(), Prefix: prefix }))
    return [...(found.Versions ?? []), ...(found.DeleteMarkers ?? [])]
  }

  it('shows the newest version, tells which it is, and keeps the older one', async () => {
    const { store } = bucket
    await store.write('replaced', bytes('old'))
    const before = await store.head('replaced')
    await store.write('replaced', bytes('new'))
    const content = await store.read('replaced')
    expect(await text(content)).toBe('new')
    expect(content.info.versionId).toBeTruthy()
    expect(content.info.versionId).not.toBe(before?.versionId)
    expect((await store.list({ prefix: 'replaced' })).objects).toHaveLength(1)
    expect(await versions('replaced')).toHaveLength(2)
  })

  it('has nothing under a key that was removed, although its versions are kept', async () => {
    const { store } = bucket
    const { etag } = await store.write('removed', bytes('x'))
    expect(await store.remove(['removed'])).toEqual([])
    expect(await store.head('removed')).toBeNull()
    await expect(store.read('removed')).rejects.toMatchObject({ code: 'not_found' })
    expect((await store.list({ prefix: 'removed' })).objects).toEqual([])
    await expect(store.copy?.('removed', 'elsewhere')).rejects.toMatchObject({ code: 'not_found' })
    await expect(store.write('removed', bytes('y'), { ifMatch: etag ?? '' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await versions('removed')).toHaveLength(2)
    await store.write('removed', bytes('again'), { overwrite: false })
    expect(await text(store.read('removed'))).toBe('again')
  })
})
