import { Readable } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { bytes, listAll, type Suite, text, zeros } from './contract-support'
import { MIN_PART_BYTES, type MultipartUploads } from './multipart'
import type { ObjectStore } from './object-store'

const attributes = { contentType: 'text/x-parts', cacheControl: 'no-store', metadata: { owner: 'ada' } }
const unknown = { name: 'UploadNotFound', code: 'not_found' }

function uploadsOf(store: ObjectStore): MultipartUploads {
  if (!store.multipart) throw new Error('This store takes no uploads in parts')
  return store.multipart
}

/** Uploads in parts: what is stored, and when it is seen. */
export function describeMultipart({ store }: Suite): void {
  const uploads = () => uploadsOf(store())
  const begin = async (key: string, options = {}) => ({ key, id: await uploads().create(key, options) })
  const send = (upload: { key: string; id: string }, number: number, content: string) =>
    uploads().part({ ...upload, number, body: bytes(content), size: content.length })

  describe('an upload in parts', () => {
    it('is one object with its attributes, and none before it is complete', async () => {
      const upload = await begin('parts/whole', attributes)
      const last = await send(upload, 2, 'the end')
      const body = zeros(MIN_PART_BYTES, 'first ')
      const first = await uploads().part({ ...upload, number: 1, body, size: MIN_PART_BYTES })
      expect((await listAll(store(), { prefix: 'parts/whole' })).keys).toEqual([])
      const written = await uploads().complete({ ...upload, parts: [first, last] })
      const { body: stored, info } = await store().read('parts/whole', { range: { start: MIN_PART_BYTES - 6 } })
      expect(written).toEqual({ size: MIN_PART_BYTES + 7, etag: info.etag })
      expect(info).toMatchObject({ size: MIN_PART_BYTES + 7, ...attributes })
      expect(await text({ info, start: 0, end: 0, body: stored })).toBe('first the end')
    })

    it('may be of one small part', async () => {
      const upload = await begin('parts/one')
      await uploads().complete({ ...upload, parts: [await send(upload, 7, 'all')] })
      expect(await text(store().read('parts/one'))).toBe('all')
    })

    it('takes the last of the parts that were sent under one number', async () => {
      const upload = await begin('parts/again')
      const first = await send(upload, 1, 'first')
      const second = await send(upload, 1, 'second')
      expect(await uploads().parts(upload)).toEqual([second])
      await expect(uploads().complete({ ...upload, parts: [first] })).rejects.toMatchObject({ code: 'invalid' })
      await uploads().complete({ ...upload, parts: [second] })
      expect(await text(store().read('parts/again'))).toBe('second')
    })

    it('tells the parts that are stored, in order', async () => {
      const upload = await begin('parts/listed')
      expect(await uploads().parts(upload)).toEqual([])
      const sent = [await send(upload, 3, 'ccc'), await send(upload, 1, 'a'), await send(upload, 2, 'bb')]
      expect(await uploads().parts(upload)).toEqual(sent.toSorted((a, b) => a.number - b.number))
      await uploads().abort(upload)
    })

    it('replaces an object only where it may', async () => {
      await store().write('parts/taken', bytes('before'))
      await expect(begin('parts/taken', { overwrite: false })).rejects.toMatchObject({ code: 'conflict' })
      const upload = await begin('parts/taken')
      const parts = [await send(upload, 1, 'after')]
      const completing = uploads().complete({ ...upload, parts, overwrite: false })
      await expect(completing).rejects.toMatchObject({ name: 'ObjectExists', code: 'conflict' })
      expect(await text(store().read('parts/taken'))).toBe('before')
      await uploads().complete({ ...upload, parts })
      expect(await text(store().read('parts/taken'))).toBe('after')
    })
  })
}

/** What uploads in parts refuse. */
export function describeRefusedParts({ store }: Suite): void {
  const uploads = () => uploadsOf(store())
  const begin = async (key: string) => ({ key, id: await uploads().create(key) })
  const one = (content: string) => ({ number: 1, body: bytes(content), size: content.length })

  describe('an upload in parts refuses', () => {
    it('another key and an id that is none', async () => {
      const upload = await begin('parts/mine')
      for (const other of [
        { ...upload, key: 'parts/other' },
        { ...upload, id: '../../tmp' },
        { ...upload, id: 'x' },
      ]) {
        await expect(uploads().part({ ...other, ...one('x') })).rejects.toMatchObject(unknown)
        await expect(uploads().parts(other)).rejects.toMatchObject(unknown)
        await expect(uploads().complete({ ...other, parts: [{ number: 1, etag: 'x' }] })).rejects.toMatchObject(unknown)
      }
      await uploads().abort(upload)
    })

    it('everything once it was given up', async () => {
      const upload = await begin('parts/over')
      const part = await uploads().part({ ...upload, ...one('x') })
      await uploads().abort(upload)
      await expect(uploads().part({ ...upload, ...one('y') })).rejects.toMatchObject(unknown)
      await expect(uploads().complete({ ...upload, parts: [part] })).rejects.toMatchObject(unknown)
      expect(await store().head('parts/over')).toBeNull()
    })

    it.each([
      ['none', []],
      ['one that was not sent', [{ number: 3, etag: '0'.repeat(32) }]],
      ['one that is too small before another', [1, 2]],
      ['one twice', [1, 1]],
      ['a later one first', [2, 1]],
    ])('to be complete of %s', async (_name, named) => {
      const upload = await begin('parts/unfit')
      const sent = [await uploads().part({ ...upload, ...one('x') })]
      sent.push(await uploads().part({ ...upload, ...one('y'), number: 2 }))
      const parts = named.map((part) => (typeof part === 'number' ? (sent[part - 1] ?? { number: 0, etag: '' }) : part))
      await expect(uploads().complete({ ...upload, parts })).rejects.toMatchObject({ code: 'invalid' })
      await uploads().abort(upload)
      expect(await store().head('parts/unfit')).toBeNull()
    })

    it.each([0, -1, 10_001, 1.5])('a part number %s', async (number) => {
      const upload = await begin('parts/number')
      await expect(uploads().part({ ...upload, ...one('x'), number })).rejects.toMatchObject({ code: 'invalid' })
      await uploads().abort(upload)
    })

    it.each([
      ['short', 20],
      ['long', 3],
    ])('a part that is too %s, and takes it when it is sent again', async (_name, size) => {
      const upload = await begin('parts/size')
      const part = uploads().part({ ...upload, number: 1, body: Readable.from([bytes('12345'), bytes('67890')]), size })
      await expect(part).rejects.toMatchObject({ name: 'WrongSize', code: 'invalid' })
      const again = await uploads().part({ ...upload, ...one('1234567890') })
      await uploads().complete({ ...upload, parts: [again] })
      expect(await text(store().read('parts/size'))).toBe('1234567890')
    })

    // A server may list what came of it; nobody can name its ETag, though.
    it('to go on with a part that its sender gave up, and takes it when it is sent again', async () => {
      const upload = await begin('parts/aborted')
      const abort = new AbortController()
      const body = zeros(64 * 1024 ** 2)
      const part = uploads().part({ ...upload, number: 1, body, size: 64 * 1024 ** 2, signal: abort.signal })
      setTimeout(() => abort.abort(), 20)
      await expect(part).rejects.toThrow(/abort/i)
      // A server may be at what was given up for a moment longer, and put it over what comes then.
      await vi.waitFor(
        async () => {
          const again = await uploads().part({ ...upload, ...one('x') })
          await uploads().complete({ ...upload, parts: [again] })
        },
        { timeout: 10_000, interval: 200 },
      )
      expect(await text(store().read('parts/aborted'))).toBe('x')
    })
  })
}
