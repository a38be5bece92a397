import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import type { ObjectInfo, ObjectStore } from '@/lib/storage/object-store'
import { withRecentHeads } from './recent-heads'

/** A store whose every object is as large as often it was asked for. */
function asked(wait: () => Promise<void> = async () => {}) {
  let heads = 0
  const info = (key: string, size: number): ObjectInfo => ({
    ...{ key, size, lastModified: new Date(0), etag: String(size), contentType: null, contentDisposition: null },
    ...{ contentEncoding: null, cacheControl: null, metadata: {}, storageClass: null, versionId: null },
  })
  const store: ObjectStore = {
    list: async () => ({ objects: [], prefixes: [], cursor: null }),
    async head(key) {
      const size = ++heads
      await wait()
      return key === 'none' ? null : info(key, size)
    },
    read: async () => Promise.reject(new Error('It broke')),
    write: async () => ({ etag: null, size: 0 }),
    remove: async () => [],
  }
  return withRecentHeads(store)
}

const sizeOf = async (store: ObjectStore, key = 'a', recent = true) => (await store.head(key, { recent }))?.size

it('answers what is recent enough only to those for whom that will do', async () => {
  const store = asked()
  expect([await sizeOf(store), await sizeOf(store), await sizeOf(store, 'a', false), await sizeOf(store)]).toEqual([
    1, 1, 2, 2,
  ])
  expect([await sizeOf(store, 'none'), await sizeOf(store, 'b')]).toEqual([undefined, 4])
  await expect(store.read('a')).rejects.toThrow('It broke')
  expect(await sizeOf(store)).toBe(5)
})

it('keeps nothing that was asked before a change and answered after it', async () => {
  let answer = () => {}
  const waiting = () =>
    new Promise<void>((resolve) => {
      answer = resolve
    })
  const store = asked(waiting)
  const before = sizeOf(store)
  await store.write('a', Buffer.from(''))
  answer()
  expect(await before).toBe(1)
  const after = sizeOf(store)
  answer()
  expect(await after).toBe(2)
})

it('forgets after some seconds, and keeps no more than some thousands', async () => {
  const store = asked()
  const now = vi.spyOn(performance, 'now')
  const start = performance.now()
  now.mockReturnValue(start)
  await sizeOf(store)
  // The cache looks at the clock once in a millisecond.
  await sleep(5)
  now.mockReturnValue(start + 2900)
  expect(await sizeOf(store)).toBe(1)
  await sleep(5)
  now.mockReturnValue(start + 3100)
  expect(await sizeOf(store)).toBe(2)
  for (let count = 0; count < 2000; count++) await sizeOf(store, `key ${count}`)
  expect(await sizeOf(store)).toBe(2003)
  expect(await sizeOf(store, 'key 1999')).toBe(2002)
  now.mockRestore()
})
