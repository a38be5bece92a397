import { execFileSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf, refused, type S3Endpoint, sha256, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import { linkStorage } from '@/lib/testing/transfer-lab'

const MIB = 1024 ** 2

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

// Only root may mount a disk.
describe.runIf(process.getuid?.() === 0)('a disk that is full', () => {
  let disk: string

  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), 'granary-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk])
    await linkStorage('disk', 'filesystem', { rootPath: disk })
  })
  afterAll(() => void execFileSync('umount', ['-l', disk]))

  const at = (Key: string) => ({ Bucket: 'disk', Key })
  const full = [503, 'ServiceUnavailable', expect.stringMatching(/disk of this storage is full/)]

  it('is named, and no half of an object is ever seen', async () => {
    const { client } = endpoint
    const put = (Key: string, Body: Buffer) => client.send(new s3.PutObjectCommand({ ...at(Key), Body }))
    await put('kept', Buffer.alloc(5 * MIB, 'k'))
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(at('parts')))
    const part = (PartNumber: number, Body: Buffer) =>
      client.send(new s3.UploadPartCommand({ ...at('parts'), UploadId, PartNumber, Body }))
    const copy = client.send(new s3.CopyObjectCommand({ ...at('copy'), CopySource: 'disk/kept' }))
    expect(await refused(copy)).toEqual(full)
    expect(await refused(put('new', Buffer.alloc(6 * MIB)))).toEqual(full)
    expect(await refused(put('kept', Buffer.alloc(6 * MIB)))).toEqual(full)
    expect(await refused(part(1, Buffer.alloc(6 * MIB)))).toEqual(full)
    for (const Key of ['new', 'copy', 'parts'])
      expect(await refusalOf(client.send(new s3.HeadObjectCommand(at(Key))))).toEqual([404, 'NotFound'])
    const { Contents = [] } = await client.send(new s3.ListObjectsV2Command({ Bucket: 'disk' }))
    expect(Contents.map(({ Key, Size }) => [Key, Size])).toEqual([['kept', 5 * MIB]])
    const { Body } = await client.send(new s3.GetObjectCommand(at('kept')))
    expect(sha256((await Body?.transformToString()) ?? '')).toBe(sha256('k'.repeat(5 * MIB)))
    const { Parts = [] } = await client.send(new s3.ListPartsCommand({ ...at('parts'), UploadId }))
    expect(Parts).toEqual([])
    await part(1, Buffer.from('there is room for this'))
  })
})
