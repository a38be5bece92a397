import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createContext } from '@/lib/auth/context'
import { createTokenContext } from '@/lib/auth/token-context'
import { takeShared } from '@/lib/shared'
import type { ListPage } from '@/lib/storage/object-store'
import { startLinkedFolder } from '@/lib/testing/linked-folder'
import { createToken } from '@/lib/tokens/create-token'
import { createTokenSchema } from '@/lib/tokens/schema'
import { getUsage } from './get-usage'
import { countUsage } from './usage-count'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
  await folder.putFiles(['a.txt', 'dir/bb.txt'])
})
beforeEach(() => void takeShared('storage-usages'))

describe('the usage of storages', () => {
  it('is counted for who may list them', async () => {
    expect(await getUsage(folder.owner, { refresh: false })).toEqual({
      total_bytes: 15,
      storages: [{ storage: '_default_', bytes: 15, computed_at: expect.any(String) }],
    })
  })

  it('is told to nobody who sees only part', async () => {
    const nothing = { total_bytes: 0, storages: [] }
    expect(await getUsage(folder.stranger, { refresh: false })).toEqual(nothing)
    const limits = { workspaceId: 'lab', storage: '_default_', prefix: 'dir/' }
    const { token } = await createToken(
      folder.owner,
      createTokenSchema.parse({ label: 't', expiresAt: null, ...limits }),
    )
    const limited = await createContext(await createTokenContext(token, ''), 'lab')
    expect(await getUsage(limited, { refresh: false })).toEqual(nothing)
  })

  it('is counted again when asked for', async () => {
    await getUsage(folder.owner, { refresh: false })
    await folder.putFiles(['c.txt'])
    expect((await getUsage(folder.owner, { refresh: false })).total_bytes).toBe(15)
    expect((await getUsage(folder.owner, { refresh: true })).total_bytes).toBe(20)
  })
})

describe('a storage that is too big to count at once', () => {
  const page = (key: string, cursor: string | null): ListPage => ({
    objects: [{ key, size: 10, lastModified: new Date(0), etag: null }],
    prefixes: [],
    cursor,
  })

  it('tells what is known and is counted on', async () => {
    let asked = 0
    const slow = {
      async list() {
        await sleep(asked ? 300 : 0)
        asked += 1
        return page(`${asked}`, asked < 3 ? 'on' : null)
      },
    }
    expect((await countUsage('slow', slow, { refresh: false, waitMs: 100 }))?.bytes).toBe(10)
    await expect.poll(async () => (await countUsage('slow', slow, { refresh: false, waitMs: 0 }))?.bytes).toBe(30)
    expect(asked).toBe(3)
  })

  it('keeps the count before while the next one runs, and after it has failed', async () => {
    const once = { list: async () => page('a', null) }
    expect((await countUsage('broken', once, { refresh: false, waitMs: 100 }))?.bytes).toBe(10)
    const broken = { list: () => sleep(50).then(() => Promise.reject(new Error('no answer'))) }
    expect((await countUsage('broken', broken, { refresh: true, waitMs: 0 }))?.bytes).toBe(10)
    expect((await countUsage('broken', broken, { refresh: false, waitMs: 200 }))?.bytes).toBe(10)
    expect(await countUsage('never', broken, { refresh: false, waitMs: 200 })).toBeNull()
  })
})
