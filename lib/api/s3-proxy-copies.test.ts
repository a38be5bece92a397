import { readdirSync, readlinkSync } from 'node:fs'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { at, refusalOf, type S3Endpoint, sha256, startS3Endpoint } from '@/lib/testing/s3-endpoint'
import type { RawRequest } from '@/lib/testing/signed-request'

let endpoint: S3Endpoint

/** How many descriptors of this process, which is the server too, are of files with that name. */
function openFiles(name: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => pathOf(fd).endsWith(name)).length
}

function pathOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    return '' // closed since the folder was read
  }
}

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

describe('a copy', () => {
  const copy = (Key: string, CopySource: string, more = {}, by = endpoint.client) =>
    by.send(new s3.CopyObjectCommand({ ...at(Key), CopySource, ...more }))

  it.each(hostileKeys)('of %s has its bytes and what is said of it', async (_name, key) => {
    await endpoint.put(key, `bytes of ${key}`, { ContentType: 'text/x-odd', Metadata: { kept: 'yes' } })
    const source = ['_default_', ...key.split('/')].map(encodeURIComponent).join('/')
    const { CopyObjectResult } = await copy('copies/one', source)
    expect(CopyObjectResult?.ETag).toBe((await endpoint.client.send(new s3.HeadObjectCommand(at(key)))).ETag)
    expect(await endpoint.stored('copies/one')).toBe(`bytes of ${key}`)
    expect(await endpoint.api.store.head('copies/one')).toMatchObject({
      contentType: 'text/x-odd',
      metadata: { kept: 'yes' },
    })
  })

  it('may replace what is said of it, also of itself', async () => {
    await endpoint.put('self.txt', 'bytes', { ContentType: 'text/plain', Metadata: { old: '1' } })
    expect(await refusalOf(copy('self.txt', '_default_/self.txt'))).toEqual([400, 'InvalidRequest'])
    await copy('self.txt', '/_default_/self.txt', {
      MetadataDirective: 'REPLACE',
      ContentType: 'a/b',
      Metadata: { new: '2' },
    })
    expect(await endpoint.api.store.head('self.txt')).toMatchObject({
      contentType: 'a/b',
      metadata: { new: '2' },
      size: 5,
    })
  })

  it('asks for conditions of its source', async () => {
    const { ETag } = await endpoint.put('source.txt', 'x')
    await copy('copies/cond', '_default_/source.txt', { CopySourceIfMatch: ETag })
    for (const condition of [{ CopySourceIfMatch: '"other"' }, { CopySourceIfNoneMatch: ETag }])
      expect(await refusalOf(copy('copies/no', '_default_/source.txt', condition))).toEqual([412, 'PreconditionFailed'])
    expect(await refusalOf(copy('copies/no', '_default_/missing.txt'))).toEqual([404, 'NoSuchKey'])
    expect(await refusalOf(copy('copies/no', '_default_/source.txt?versionId=1'))).toEqual([501, 'NotImplemented'])
  })

  it('leaves its source closed when it is refused', async () => {
    await endpoint.put('held.txt', 'x')
    await endpoint.put('taken.txt', 'y')
    const part = { UploadId: 'made-up', PartNumber: 1, CopySource: '_default_/held.txt' }
    const partOf = endpoint.client.send(new s3.UploadPartCopyCommand({ ...at('copied.txt'), ...part }))
    expect(await refusalOf(partOf)).toEqual([404, 'NoSuchUpload'])
    const onlyOnce = { MetadataDirective: 'REPLACE', IfNoneMatch: '*' }
    expect(await refusalOf(copy('taken.txt', '_default_/held.txt', onlyOnce))).toEqual([412, 'PreconditionFailed'])
    await expect.poll(() => openFiles('held.txt')).toBe(0)
  })

  it('CVE-2026-39360: needs the right to its source, whole and in parts', async () => {
    await endpoint.put('secret/source.txt', 'x')
    const limited = await endpoint.limited({ prefix: 'open/' })
    expect(await refusalOf(copy('open/stolen.txt', '_default_/secret/source.txt', {}, limited))).toEqual([
      403,
      'AccessDenied',
    ])
    expect(await refusalOf(copy('secret/planted.txt', '_default_/open/x', {}, limited))).toEqual([403, 'AccessDenied'])
    const { UploadId } = await limited.send(new s3.CreateMultipartUploadCommand(at('open/parts.txt')))
    const stolen = limited.send(
      new s3.UploadPartCopyCommand({
        ...at('open/parts.txt'),
        ...{ UploadId, PartNumber: 1, CopySource: '_default_/secret/source.txt' },
      }),
    )
    expect(await refusalOf(stolen)).toEqual([403, 'AccessDenied'])
  })
})

describe('deleting many', () => {
  const remove = (keys: string[], more = {}, by = endpoint.client) =>
    by.send(
      new s3.DeleteObjectsCommand({ Bucket: '_default_', Delete: { Objects: keys.map((Key) => ({ Key })), ...more } }),
    )

  it('removes each key, there or not, and is quiet where asked', async () => {
    await endpoint.put('many/&<>"\'.txt', 'x')
    const { Deleted } = await remove(['many/&<>"\'.txt', 'many/missing'])
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['many/&<>"\'.txt', 'many/missing'])
    const quiet = await remove(['many/again'], { Quiet: true })
    expect([quiet.Deleted, quiet.Errors]).toEqual([undefined, undefined])
    expect(await endpoint.api.store.head('many/&<>"\'.txt')).toBeNull()
  })

  it('asks for the right to each', async () => {
    await endpoint.put('many/kept.txt', 'x')
    const limited = await endpoint.limited({ prefix: 'mine/' })
    const { Deleted, Errors } = await remove(['mine/a', 'many/kept.txt'], {}, limited)
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['mine/a'])
    expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([['many/kept.txt', 'AccessDenied']])
    expect(await endpoint.stored('many/kept.txt')).toBe('x')
  })

  const path = '/api/w/lab/s3_proxy/_default_?delete='
  it.each<[string, string, Partial<RawRequest>, string]>([
    ['versions', '<Delete><Object><Key>k</Key><VersionId>1</VersionId></Object></Delete>', {}, 'NotImplemented'],
    ['nothing', '<Delete></Delete>', {}, 'MalformedXML'],
    ['too many', `<Delete>${'<Object><Key>k</Key></Object>'.repeat(1001)}</Delete>`, {}, 'MalformedXML'],
    [
      'a declaration',
      '<!DOCTYPE a [<!ENTITY b "c">]><Delete><Object><Key>&b;</Key></Object></Delete>',
      {},
      'MalformedXML',
    ],
    [
      'no digest',
      '<Delete><Object><Key>k</Key></Object></Delete>',
      { payloadHash: 'UNSIGNED-PAYLOAD' },
      'InvalidRequest',
    ],
  ])('of %s is refused', async (_what, body, more, code) => {
    const { body: answer } = await endpoint.raw({ method: 'POST', path, body, payloadHash: sha256(body), ...more })
    expect(answer.toString()).toContain(`<Code>${code}</Code>`)
  })
})
