import { Readable } from 'node:stream'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { MIN_PART_BYTES } from '@/lib/storage/multipart'
import { testContext } from '@/lib/testing/context'
import { startLinkedFolder, withStorage } from '@/lib/testing/linked-folder'
import { linkStorage } from '@/lib/testing/transfer-lab'
import { abortUpload } from './abort-upload'
import { completeUpload } from './complete-upload'
import { createUpload } from './create-upload'
import { listDirectOrigins } from './list-direct-origins'
import { listParts } from './list-parts'
import { writePart } from './write-part'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
})

const begin = (ctx: Context, file_key: string, overwrite = true) =>
  createUpload(ctx, { storage: '_default_', s3_resource_path: undefined, file_key, overwrite })

function send(ctx: Context, upload_id: string, part_number: number, content: string) {
  const body = {
    stream: Readable.from([Buffer.from(content)]),
    size: content.length,
    signal: AbortSignal.timeout(5000),
  }
  return writePart(ctx, { upload_id, part_number }, body)
}

describe('an upload in parts', () => {
  it('is a file with the type of its name', async () => {
    const { upload_id, file_key } = await begin(folder.owner, 'large.csv')
    const parts = [await send(folder.owner, upload_id, 1, 'x'.repeat(MIN_PART_BYTES))]
    parts.push(await send(folder.owner, upload_id, 2, 'end'))
    expect(await listParts(folder.owner, { upload_id })).toEqual({ parts })
    const done = await completeUpload(folder.owner, { upload_id, parts })
    expect(done).toMatchObject({ file_key, size: MIN_PART_BYTES + 3 })
    expect(await folder.store.head('large.csv')).toMatchObject({ contentType: 'text/csv', etag: done.etag })
  })

  it('gets a key where none is named', async () => {
    expect((await begin(folder.owner, '')).file_key).toMatch(/^windmill_uploads\/upload_\d+_\d+\.file$/)
  })

  it('serves nobody but the one who began it', async () => {
    const { upload_id } = await begin(folder.owner, 'mine.txt')
    const unknown = { code: 'not_found', message: /no such upload of yours/ }
    const otherWorkspace = { ...folder.owner, workspace: (await testContext({ workspace: 'other' })).workspace }
    for (const ctx of [folder.stranger, otherWorkspace]) {
      await expect(send(ctx, upload_id, 1, 'x')).rejects.toMatchObject(unknown)
      await expect(listParts(ctx, { upload_id })).rejects.toMatchObject(unknown)
      await expect(completeUpload(ctx, { upload_id, parts: [] })).rejects.toMatchObject(unknown)
      await expect(abortUpload(ctx, { upload_id })).rejects.toMatchObject(unknown)
    }
    for (const forged of ['x', upload_id.slice(0, -40), Buffer.from('{}').toString('base64url')])
      await expect(listParts(folder.owner, { upload_id: forged })).rejects.toMatchObject(unknown)
    await abortUpload(folder.owner, { upload_id })
  })
})

// CVE-2026-35412: an upload that was begun rightfully went on, and overwrote, after the right was gone.
describe('CVE-2026-35412: the right to write is asked for again', () => {
  it.each(['a part', 'the list of parts', 'the end', 'giving up'])('at %s', async (step) => {
    const { upload_id } = await begin(folder.owner, 'guarded.txt')
    const parts = [await send(folder.owner, upload_id, 1, 'x')]
    const reader = withStorage(folder.owner, () => ({ rules: [{ pattern: '**', allow: ['read', 'list'] }] }))
    const steps: Record<string, () => Promise<unknown>> = {
      'a part': () => send(reader, upload_id, 2, 'y'),
      'the list of parts': () => listParts(reader, { upload_id }),
      'the end': () => completeUpload(reader, { upload_id, parts }),
      'giving up': () => abortUpload(reader, { upload_id }),
    }
    await expect(steps[step]?.()).rejects.toMatchObject({ code: 'forbidden' })
    expect(await folder.store.head('guarded.txt')).toBeNull()
    await abortUpload(folder.owner, { upload_id })
  })

  it('and a key that is taken meanwhile stays as it is', async () => {
    const { upload_id } = await begin(folder.owner, 'taken.txt', false)
    const parts = [await send(folder.owner, upload_id, 1, 'late')]
    await folder.store.write('taken.txt', Buffer.from('first'))
    await expect(completeUpload(folder.owner, { upload_id, parts })).rejects.toMatchObject({ code: 'conflict' })
    expect((await folder.store.head('taken.txt'))?.size).toBe(5)
  })
})

describe('where pages may connect to', () => {
  it('is told without a storage that cannot be opened in a second', { timeout: 60_000 }, async () => {
    const value = { endPoint: 'store.test', useSSL: true, pathStyle: true, bucket: 'reports', region: 'us-east-1' }
    await linkStorage('quick', 's3', { ...value, accessKey: 'key', secretKey: 'secret' })
    const { owner } = folder
    // On a slow machine the quick one takes more than a second, too.
    const told = (ctx: Context) => expect.poll(() => listDirectOrigins(ctx), { timeout: 20_000 })
    await told(owner).toEqual(['https://store.test'])
    let give = (_opened: null): void => undefined
    const silent = new Promise<never>((_, reject) => {
      give = () => reject(new AppError('unavailable', 'The test is over.'))
    })
    const openStorage = (name?: string) => (name === 'quick' ? owner.openStorage(name) : silent)
    await told({ ...owner, openStorage }).toEqual(['https://store.test'])
    give(null)
  })
})
