import { beforeAll, describe, expect, it } from 'vitest'
import { fullAccess, type Operation } from '@/lib/permissions/rules'
import type { ObjectStore } from '@/lib/storage/object-store'
import { openedWith, startLinkedFolder } from '@/lib/testing/linked-folder'
import { transferObject } from './transfer-object'

let store: ObjectStore
let keys: (prefix?: string) => Promise<string[]>

beforeAll(async () => {
  const folder = await startLinkedFolder()
  store = folder.store
  keys = folder.keys
})

const move = (target: string, { on = store, overwrite = false } = {}) =>
  transferObject(openedWith(on), { source: 'source', target, overwrite })

const put = (key: string, content: string) =>
  store.write(key, Buffer.from(content), {
    contentType: 'text/x-log',
    contentDisposition: 'inline',
    cacheControl: 'no-cache',
    contentEncoding: 'identity',
    metadata: { made: 'by hand' },
  })

async function contentOf(key: string): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of (await store.read(key)).body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** The real store, which does something else after its own copy. */
const copyingThen = (after: (target: string) => Promise<unknown>): ObjectStore => ({
  ...store,
  async copy(source, target, options) {
    await store.copy?.(source, target, options)
    await after(target)
  },
})

describe('a move', () => {
  it('refuses an object that is not there', async () => {
    await expect(move('away')).rejects.toMatchObject({ code: 'not_found', key: 'source' })
  })

  it('onto itself leaves the object', async () => {
    await put('source', 'here')
    await move('source', { overwrite: true })
    expect(await contentOf('source')).toBe('here')
  })

  it('keeps the source when it was changed meanwhile, and says so', async () => {
    await put('source', 'old')
    const on = copyingThen(() => put('source', 'new'))
    await expect(move('changed', { on })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/"source" was changed .* "changed" may hold what it was before/),
    })
    expect([await contentOf('source'), await contentOf('changed')]).toEqual(['new', 'old'])
  })

  it('keeps the source when the copy has another size, and says so', async () => {
    await put('source', 'whole')
    const on = copyingThen((target) => put(target, 'who'))
    await expect(move('short', { on })).rejects.toMatchObject({
      message: 'The copy "short" has 3 bytes instead of 5. "source" was left as it is.',
    })
    expect(await contentOf('source')).toBe('whole')
  })

  it('keeps the source when the copy did not arrive, and says so', async () => {
    await put('source', 'here')
    const on = copyingThen((target) => store.remove([target]))
    await expect(move('lost', { on })).rejects.toMatchObject({ message: expect.stringMatching(/did not arrive/) })
    expect(await contentOf('source')).toBe('here')
  })

  it.each([
    [false, 'unavailable'],
    [true, 'forbidden'],
  ])('says when only the copy could be made (denied: %s)', async (isDenied, code) => {
    await put('source', 'here')
    const on = { ...store, remove: async () => [{ key: 'source', reason: 'It is locked.', isDenied }] }
    await expect(move(`twice ${code}`, { on })).rejects.toMatchObject({
      code,
      message: '"source" was copied but not removed: It is locked.',
    })
  })

  it.each<[Operation, string]>([
    ['read', 'source'],
    ['delete', 'source'],
    ['write', 'target'],
  ])('needs the right to %s the %s', async (operation, key) => {
    await put('source', 'here')
    const allow = fullAccess.flatMap((rule) => rule.allow).filter((allowed) => allowed !== operation)
    const rules = [{ pattern: key, allow }, ...fullAccess]
    const refused = transferObject(openedWith(store, rules), { source: 'source', target: 'target', overwrite: false })
    await expect(refused).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining(operation) })
    expect(await keys('target')).toEqual([])
  })
})

describe('a move in a storage that cannot copy', () => {
  const withoutCopy = (): ObjectStore => ({ ...store, copy: undefined })

  it('carries the bytes and everything that is kept with them', async () => {
    await put('source', 'carried')
    const before = await store.head('source')
    await move('there', { on: withoutCopy() })
    expect(await contentOf('there')).toBe('carried')
    const unlike = { key: 'there', lastModified: expect.any(Date) }
    expect(await store.head('there')).toEqual({ ...before, ...unlike })
    expect(await keys('source')).toEqual([])
  })

  it('replaces nothing unless told to', async () => {
    await put('source', 'mine')
    await put('taken', 'theirs')
    await expect(move('taken', { on: withoutCopy() })).rejects.toMatchObject({ code: 'conflict', key: 'taken' })
    expect([await contentOf('source'), await contentOf('taken')]).toEqual(['mine', 'theirs'])
    await move('taken', { on: withoutCopy(), overwrite: true })
    expect(await contentOf('taken')).toBe('mine')
  })

  it('carries no version that is gone', async () => {
    await put('source', 'old')
    const on: ObjectStore = {
      ...withoutCopy(),
      async read(key, options) {
        await put('source', 'new')
        return store.read(key, options)
      },
    }
    await expect(move('stale', { on })).rejects.toMatchObject({ code: 'conflict' })
    expect([await contentOf('source'), await keys('stale')]).toEqual(['new', []])
  })
})
