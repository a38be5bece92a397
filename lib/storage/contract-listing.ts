import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytes, listAll, type OpenStore, type Suite } from './contract-support'
import { compareKeys } from './keys'
import type { ListOptions } from './object-store'

const keys = ['a', 'a!', 'a-b', 'a/1', 'a/2', 'a/b/1', 'a/b/2', 'a0', 'b/', 'b//c', 'b/c', 'z\uffff', 'z\u{10000}']
const below = (name: string) => `list/${name}`

/** Listing: order, folding, pages, cursors and aborts. */
export function describeListing({ store, supports }: Suite): void {
  const isUsable = (key: string) => !supports.refuses(key) && !supports.confuses?.(key)
  const used = keys.map(below).filter(isUsable)
  const at = (names: string[]) => names.map(below).filter((key) => used.includes(key))
  const foldersAt = (names: string[]) => names.map(below).filter((prefix) => used.some((key) => key.startsWith(prefix)))

  describe('listing', () => {
    beforeAll(async () => {
      for (const key of used) await store().write(key, bytes(key))
    })

    it('lists by UTF-8 bytes', async () => {
      expect((await listAll(store(), { prefix: 'list/' })).keys).toEqual(at(keys))
    })

    it('tells size, date and ETag as head does', async () => {
      const [listed] = (await store().list({ prefix: 'list/a/b/2' })).objects
      const { key, size, etag } = (await store().head('list/a/b/2')) ?? {}
      expect(listed).toMatchObject({ key, size, etag })
      expect(Math.abs(Date.now() - (listed?.lastModified.getTime() ?? 0))).toBeLessThan(60_000)
    })

    it.each<[ListOptions, string[], string[]]>([
      [{ prefix: '' }, ['a', 'a!', 'a-b', 'a0', 'z\uffff', 'z\u{10000}'], ['a/', 'b/']],
      [{ prefix: 'a' }, ['a', 'a!', 'a-b', 'a0'], ['a/']],
      [{ prefix: 'a/' }, ['a/1', 'a/2'], ['a/b/']],
      [{ prefix: 'a/b' }, [], ['a/b/']],
      [{ prefix: 'a/b/' }, ['a/b/1', 'a/b/2'], []],
      [{ prefix: 'a/b/1' }, ['a/b/1'], []],
      [{ prefix: 'b' }, [], ['b/']],
      [{ prefix: 'b/' }, ['b/', 'b/c'], ['b//']],
      [{ prefix: 'b//' }, ['b//c'], []],
      [{ prefix: 'missing/' }, [], []],
      [{ prefix: 'a', startAfter: 'list/a!' }, ['a-b', 'a0'], ['a/']],
      [{ prefix: 'a', startAfter: 'list/a0' }, [], []],
    ])('folds %o at the slash', async (options, objects, prefixes) => {
      const found = await listAll(store(), { ...options, prefix: `list/${options.prefix}`, delimiter: '/' })
      expect(found).toMatchObject({ keys: at(objects), prefixes: foldersAt(prefixes) })
    })

    it.each<[ListOptions, string[]]>([
      [{ prefix: 'a' }, keys.slice(0, 8)],
      [{ prefix: 'a/b' }, ['a/b/1', 'a/b/2']],
      [{ prefix: '', startAfter: 'list/a/2' }, keys.slice(5)],
      [{ prefix: '', startAfter: 'list/a/2x' }, keys.slice(5)],
      [{ prefix: 'a', startAfter: 'list/a/b/1' }, ['a/b/2', 'a0']],
      [{ prefix: 'b', startAfter: 'list/a' }, ['b/', 'b//c', 'b/c']],
      [{ prefix: 'b', startAfter: 'list/b/' }, ['b//c', 'b/c']],
      [{ prefix: 'a', startAfter: 'list/b' }, []],
    ])('lists %o flat', async (options, expected) => {
      const found = await listAll(store(), { ...options, prefix: `list/${options.prefix}` })
      expect(found).toMatchObject({ keys: at(expected), prefixes: [] })
    })

    it.each([1, 2, 3, 5, 7, 12, 13, 14])('pages by %i without loss or repetition', async (limit) => {
      const flat = await listAll(store(), { prefix: 'list/', limit })
      expect(flat.keys).toEqual(used)
      expectPages(flat.pages, Math.ceil(used.length / limit))
      const folded = await listAll(store(), { prefix: 'list/', delimiter: '/', limit })
      const objects = at(['a', 'a!', 'a-b', 'a0', 'z\uffff', 'z\u{10000}'])
      expect(folded).toMatchObject({ keys: objects, prefixes: foldersAt(['a/', 'b/']) })
      expectPages(folded.pages, Math.ceil((objects.length + 2) / limit))
    })

    it('bounds objects and prefixes together', async () => {
      const page = await store().list({ prefix: 'list/', delimiter: '/', limit: 4 })
      expect(page.objects.length + page.prefixes.length).toBe(4)
    })

    it('refuses a cursor that it did not give', async () => {
      await expect(store().list({ cursor: '***' })).rejects.toMatchObject({ code: 'invalid' })
    })

    it('stops when it is aborted', async () => {
      await expect(store().list({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
    })
  })
}

// Ceph promises a further page after a full one although nothing follows.
function expectPages(pages: number, full: number): void {
  expect(pages).toBeGreaterThanOrEqual(Math.ceil(full))
  expect(pages).toBeLessThanOrEqual(Math.ceil(full) + 1)
}

const FOLDERS = 20
const KEYS = 20_000

/** Listing 20,000 keys in pages. */
export function describeLongListing({ openHolding, supports: { foldedPage = 7 } }: Suite): void {
  const name = (i: number) => `long/${i % FOLDERS}/object-${i * 7919}.txt`
  const many = Array.from({ length: KEYS }, (_, i) => name(i)).sort(compareKeys)

  // Servers that stand for others sort all of the names for each page.
  describe(`a listing of ${KEYS} keys`, { timeout: 180_000 }, () => {
    let holding: OpenStore | undefined
    const store = () => holding?.store ?? expect.unreachable()
    beforeAll(async () => {
      holding = await openHolding(many)
    }, 300_000)
    afterAll(() => holding?.close())

    it('comes in pages of 1,000, in order, whole', async () => {
      const found = await listAll(store(), { prefix: 'long/' })
      expectPages(found.pages, KEYS / 1000)
      expect(found.keys).toEqual(many)
    })

    it('comes folded', async () => {
      const { keys, prefixes } = await listAll(store(), { prefix: 'long/', delimiter: '/', limit: foldedPage })
      const folders = Array.from({ length: FOLDERS }, (_, i) => `long/${i}/`)
      expect(keys).toEqual([])
      expect(prefixes).toEqual(folders.sort(compareKeys))
    })

    it('shows one folder in pages', async () => {
      const found = await listAll(store(), { prefix: 'long/3/', delimiter: '/', limit: 300 })
      expect(found).toMatchObject({ keys: many.filter((key) => key.startsWith('long/3/')), prefixes: [] })
      expectPages(found.pages, KEYS / FOLDERS / 300)
    })

    it('starts after any key, there or not', async () => {
      for (const at of [17, Math.floor(KEYS * 0.6), KEYS - 2]) {
        const startAfter = many[at] ?? ''
        const next = async (key: string) => (await store().list({ prefix: 'long/', startAfter: key })).objects[0]?.key
        expect(await next(startAfter)).toBe(many[at + 1])
        expect(await next(`${startAfter}!`)).toBe(many[at + 1])
      }
    })
  })
}
