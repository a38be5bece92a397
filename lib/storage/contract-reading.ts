import { beforeAll, describe, expect, it } from 'vitest'
import { bytes, type Suite, text } from './contract-support'
import type { ByteRange } from './object-store'

const TEXT = 'hello world'

/** Reading: ranges, versions, absence and aborts. */
export function describeReading({ store }: Suite): void {
  describe('reading', () => {
    beforeAll(async () => {
      await store().write('read/hello.txt', bytes(TEXT))
      await store().write('read/empty', new Uint8Array())
    })

    it.each<[ByteRange, string, number, string]>([
      [{ start: 0 }, TEXT, 0, 'all'],
      [{ start: 6 }, 'world', 6, 'from a byte to the end'],
      [{ start: 0, end: 1 }, 'h', 0, 'the first byte, end exclusive'],
      [{ start: 6, end: 11 }, 'world', 6, 'to the last byte'],
      [{ start: 4, end: 7 }, 'o w', 4, 'the middle'],
      [{ start: 6, end: 1000 }, 'world', 6, 'clamped at the end'],
      [{ start: 10 }, 'd', 10, 'the last byte'],
      [{ last: 5 }, 'world', 6, 'the last five'],
      [{ last: 1 }, 'd', 10, 'the last one'],
      [{ last: 1000 }, TEXT, 0, 'all, when there are fewer'],
    ])('reads %o', async (range, expected, start) => {
      const content = await store().read('read/hello.txt', { range })
      expect(content).toMatchObject({ start, end: start + expected.length, info: { size: TEXT.length } })
      expect(await text(content)).toBe(expected)
    })

    it.each<[string, ByteRange]>([
      ['read/hello.txt', { start: 11 }],
      ['read/hello.txt', { start: 100, end: 200 }],
      ['read/hello.txt', { last: 0 }],
      ['read/empty', { start: 0 }],
      ['read/empty', { start: 0, end: 1 }],
    ])('refuses a range of %s beyond the end: %o', async (key, range) => {
      await expect(store().read(key, { range })).rejects.toMatchObject({
        code: 'invalid',
        name: 'RangeNotSatisfiable',
        key,
      })
    })

    it('reads the version that the caller knows', async () => {
      const etag = (await store().head('read/hello.txt'))?.etag ?? ''
      expect(await text(store().read('read/hello.txt', { ifMatch: etag, range: { last: 5 } }))).toBe('world')
    })

    it('refuses when the object changed since', async () => {
      const { etag } = await store().write('read/changed', bytes('one'))
      await store().write('read/changed', bytes('two'))
      const read = store().read('read/changed', { ifMatch: etag ?? '' })
      await expect(read).rejects.toMatchObject({ code: 'conflict', name: 'ObjectChanged' })
    })

    it('names the key it could not find', async () => {
      await expect(store().read('read/missing')).rejects.toMatchObject({ code: 'not_found', key: 'read/missing' })
      expect(await store().head('read/missing')).toBeNull()
    })

    it('does not take a folder for an object', async () => {
      await expect(store().read('read')).rejects.toMatchObject({ code: 'not_found' })
      await expect(store().read('read/')).rejects.toMatchObject({ code: 'not_found' })
      await expect(store().read('read/hello.txt/below')).rejects.toMatchObject({ code: 'not_found' })
      expect(await store().head('read')).toBeNull()
    })

    it('ends a body that is aborted', async () => {
      const abort = new AbortController()
      await store().write('read/long', Buffer.alloc(8 * 1024 * 1024))
      const { body } = await store().read('read/long', { signal: abort.signal })
      abort.abort()
      await expect(text(Promise.resolve({ ...(await headOnly()), body }))).rejects.toThrow(/abort/i)
    })

    async function headOnly() {
      const info = await store().head('read/long')
      if (!info) throw new Error('it was written just now')
      return { info, start: 0, end: info.size }
    }

    it.each([
      ['an empty key', ''],
      ['a NUL character', 'a\0b'],
      ['half of a surrogate pair', 'a\ud83d'],
      ['1,025 bytes', 'x'.repeat(1025)],
    ])('refuses %s', async (_name, key) => {
      await expect(store().read(key)).rejects.toMatchObject({ code: 'invalid' })
      await expect(store().head(key)).rejects.toMatchObject({ code: 'invalid' })
      await expect(store().write(key, bytes('x'))).rejects.toMatchObject({ code: 'invalid' })
    })
  })
}
