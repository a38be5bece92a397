import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { ObjectStore } from '@/lib/storage/object-store'
import { retirable } from './retirable-store'
import { dropPooledStore, pooledStore } from './store-pool'

type Recorded = { store: ObjectStore; body: Readable; closed: () => boolean }

/** A store with one object, whose body ends when the test says so. */
function recordedStore(): Recorded {
  let closed = false
  const body = new Readable({ read() {} })
  const info = { key: 'a', size: 1, lastModified: new Date(0), etag: null, contentType: null, contentDisposition: null }
  const rest = { contentEncoding: null, cacheControl: null, metadata: {}, storageClass: null, versionId: null }
  const store: ObjectStore = {
    list: async () => ({ objects: [], prefixes: [], cursor: null }),
    head: async () => null,
    read: async () => ({ info: { ...info, ...rest }, start: 0, end: 1, body }),
    write: async () => ({ etag: null, size: 0 }),
    remove: async () => [],
    close: async () => {
      closed = true
    },
  }
  return { store, body, closed: () => closed }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 10))
const resource = (value: unknown) => ({ id: 'r1', resourceType: 's3', value })

it('opens a resource once while its value stays the same', async () => {
  const opened: Recorded[] = []
  const open = async () => {
    const made = recordedStore()
    opened.push(made)
    return made.store
  }
  const [first, second] = [await pooledStore(resource('v1'), open), await pooledStore(resource('v1'), open)]
  expect(second).toBe(first)
  expect(opened).toHaveLength(1)

  await pooledStore(resource('v2'), open)
  await settle()
  expect(opened).toHaveLength(2)
  expect(opened.map(({ closed }) => closed())).toEqual([true, false])

  dropPooledStore('r1')
  await settle()
  expect(opened[1]?.closed()).toBe(true)
})

it('tries again after a failure', async () => {
  const failing = pooledStore({ id: 'r2', resourceType: 's3', value: 1 }, () => Promise.reject(new Error('down')))
  await expect(failing).rejects.toThrow('down')
  const store = await pooledStore({ id: 'r2', resourceType: 's3', value: 1 }, async () => recordedStore().store)
  await expect(store.head('a')).resolves.toBeNull()
})

it('closes a retired store only after its last download has ended', async () => {
  const recorded = recordedStore()
  const { store, retire } = retirable(recorded.store)
  const { body } = await store.read('a')
  retire()
  await settle()
  expect(recorded.closed()).toBe(false)
  body.destroy()
  await settle()
  expect(recorded.closed()).toBe(true)
})

it('closes a retired store only after the address is made that somebody waits for', async () => {
  const recorded = recordedStore()
  let tell = (_url: string): void => undefined
  const made = new Promise<string>((resolve) => {
    tell = resolve
  })
  const presign = { origin: 'https://a.test', part: () => made, download: () => made }
  const { store, retire } = retirable({ ...recorded.store, presign })
  const address = store.presign?.download('a', 'attachment', 60)
  retire()
  await settle()
  expect(recorded.closed()).toBe(false)
  tell('https://a.test/a')
  expect(await address).toBe('https://a.test/a')
  await settle()
  expect(recorded.closed()).toBe(true)
})
