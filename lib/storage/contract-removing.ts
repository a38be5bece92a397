import { describe, expect, it } from 'vitest'
import { bytes, inBatches, listAll, type Suite, text } from './contract-support'

const attributes = {
  contentType: 'text/x-greeting',
  contentDisposition: 'inline',
  cacheControl: 'no-store',
  metadata: { mood: 'good' },
}

/** Removing many keys, and copying inside the store. */
export function describeRemoving({ store }: Suite): void {
  const keysBelow = async (prefix: string) => (await listAll(store(), { prefix })).keys

  describe('removing and copying', () => {
    it('removes what is there and does not mind what is not', async () => {
      await store().write('remove/a', bytes('a'))
      expect(await store().remove(['remove/a', 'remove/b', 'remove/c/d', 'remove/'])).toEqual([])
      expect(await store().head('remove/a')).toBeNull()
    })

    it('removes nothing when asked for nothing', async () => expect(await store().remove([])).toEqual([]))

    it('removes 1,000 keys at once', async () => {
      const keys = Array.from({ length: 1000 }, (_, i) => `remove/many/${i % 10}/${i}`)
      await inBatches(keys, (key) => store().write(key, bytes('x')))
      expect(await keysBelow('remove/many/')).toHaveLength(1000)
      expect(await store().remove(keys)).toEqual([])
      expect(await keysBelow('remove/')).toEqual([])
    }, 180_000) // servers that stand for others take one by one

    it('refuses more than 1,000', async () => {
      const keys = Array.from({ length: 1001 }, (_, i) => `remove/${i}`)
      await expect(store().remove(keys)).rejects.toMatchObject({ code: 'invalid' })
    })

    it('shows no folder once its last object is gone', async () => {
      await store().write('remove/folder/below/leaf', bytes('x'))
      await store().remove(['remove/folder/below/leaf'])
      const { prefixes } = await store().list({ prefix: 'remove/', delimiter: '/' })
      expect(prefixes).not.toContain('remove/folder/')
    })

    it('copies bytes and attributes', async () => {
      await store().write('copy/source', bytes('hello'), attributes)
      await store().copy?.('copy/source', 'copy/deep/target')
      const content = await store().read('copy/deep/target')
      expect(content.info).toMatchObject({ key: 'copy/deep/target', size: 5, ...attributes })
      expect(await text(content)).toBe('hello')
      expect(await text(store().read('copy/source'))).toBe('hello')
    })

    it('copies over an object, unless told not to', async () => {
      await store().write('copy/from', bytes('new'))
      await store().write('copy/onto', bytes('old'))
      const copy = store().copy?.('copy/from', 'copy/onto', { overwrite: false })
      await expect(copy).rejects.toMatchObject({ code: 'conflict', key: 'copy/onto' })
      await store().copy?.('copy/from', 'copy/onto')
      expect(await text(store().read('copy/onto'))).toBe('new')
    })

    it('copies an object of zero bytes', async () => {
      await store().write('copy/empty', new Uint8Array())
      await store().copy?.('copy/empty', 'copy/empty too')
      expect(await store().head('copy/empty too')).toMatchObject({ size: 0 })
    })

    it('names the source that it could not find', async () => {
      const copy = store().copy?.('copy/missing', 'copy/nothing')
      await expect(copy).rejects.toMatchObject({ code: 'not_found', key: 'copy/missing' })
      expect(await store().head('copy/nothing')).toBeNull()
    })
  })
}
