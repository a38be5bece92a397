import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { numberedKeys, startLinkedFolder, withStorage } from '@/lib/testing/linked-folder'
import { moveObject } from './move-object'
import { moveObjects, renameObject } from './move-objects'
import { runChange } from './run-change'
import type { MoveObjects, RenameObject } from './schema'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
})

const storage = '_default_'
const move = (ctx: Context, input: Pick<MoveObjects, 'from' | 'to'> & Partial<MoveObjects>) =>
  moveObjects(ctx, { storage, keys: [], prefixes: [], overwrite: false, resume: undefined, ...input })
const rename = (ctx: Context, input: Pick<RenameObject, 'source' | 'target'> & Partial<RenameObject>) =>
  renameObject(ctx, { storage, overwrite: false, resume: undefined, ...input })

async function contentOf(key: string): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of (await folder.store.read(key)).body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('a folder', () => {
  it.each([
    ['moved into itself', () => move(folder.owner, { from: 'own/', to: 'own/sub/', prefixes: ['own/sub/'] })],
    ['moved below itself', () => move(folder.owner, { from: '', to: 'own/sub/deep/', prefixes: ['own/'] })],
    ['renamed to itself', () => rename(folder.owner, { source: 'own/', target: 'own/' })],
    ['renamed to a name below itself', () => rename(folder.owner, { source: 'own/', target: 'own/new/' })],
    ['renamed to a name without a slash', () => rename(folder.owner, { source: 'own/', target: 'other' })],
  ])('is not %s', async (_what, work) => {
    await folder.putFiles(['own/a', 'own/sub/b'])
    await expect(work()).rejects.toMatchObject({ code: 'invalid' })
    expect(await folder.keys('own/')).toEqual(['own/a', 'own/sub/b'])
  })

  it('moves beside one whose name begins alike', async () => {
    await folder.putFiles(['twin/a'])
    await move(folder.owner, { from: '', to: 'twins/', prefixes: ['twin/'] })
    expect(await folder.keys('twin')).toEqual(['twins/twin/a'])
  })
})

describe('250 objects of which some are in the way', () => {
  const keys = numberedKeys('from/', 250)
  const taken = ['to/from/00000', 'to/from/00120', 'to/from/00249']

  it('move in steps; what is in the way is reported and nothing is lost', async () => {
    await folder.putFiles([...keys, ...taken])
    const dones: number[] = []
    const { done, failures } = await runChange(
      { keys: [], prefixes: ['from/'] },
      {
        step: (batch, resume) => move(folder.owner, { from: '', to: 'to/', ...batch, resume }),
        onProgress: (progress) => dones.push(progress.done),
      },
    )
    expect(dones).toEqual([99, 198, 247])
    expect(done).toBe(247)
    const blocked = taken.map((key) => key.slice('to/'.length))
    expect(failures).toEqual(
      blocked.map((key) => ({ key, exists: true, reason: expect.stringContaining('exists already') })),
    )
    expect(await folder.keys('from/')).toEqual(blocked)
    expect(await folder.keys('to/from/')).toHaveLength(250)
    expect([await contentOf('from/00120'), await contentOf('to/from/00120')]).toEqual(['from/00120', 'to/from/00120'])
  })

  it('replace what is in the way when told to', async () => {
    const left = await folder.keys('from/')
    expect(await move(folder.owner, { from: '', to: 'to/', keys: left, overwrite: true })).toEqual({
      done: 3,
      failures: [],
      resume: null,
    })
    expect(await folder.keys('from/')).toEqual([])
    expect(await contentOf('to/from/00120')).toBe('from/00120')
  })
})

describe('a failure half-way', () => {
  it('leaves what was not moved, and the same request moves it', async () => {
    await folder.putFiles(numberedKeys('half/', 120))
    let copies = 0
    const failing = withStorage(folder.owner, ({ store }) => ({
      store: {
        ...store,
        async copy(source, target, options) {
          if (++copies > 60) throw new TypeError('the process ran out of something')
          await store.copy?.(source, target, options)
        },
      },
    }))
    await expect(move(failing, { from: '', to: 'whole/', prefixes: ['half/'] })).rejects.toThrow(TypeError)
    const there = new Set(
      [...(await folder.keys('half/')), ...(await folder.keys('whole/'))].map((key) => key.replace('whole/', '')),
    )
    expect(there.size).toBe(120)
    const { failures } = await runChange(
      { keys: [], prefixes: ['half/'] },
      { step: (batch, resume) => move(folder.owner, { from: '', to: 'whole/', ...batch, resume }) },
    )
    expect(failures).toEqual([])
    expect(await folder.keys('whole/half/')).toHaveLength(120)
    expect(await folder.keys('half/')).toEqual([])
  })
})

describe('renaming one object', () => {
  it('refuses a name that is taken until told to replace it', async () => {
    await folder.putFiles(['old', 'new'])
    await expect(rename(folder.owner, { source: 'old', target: 'new' })).rejects.toMatchObject({ code: 'conflict' })
    expect([await contentOf('old'), await contentOf('new')]).toEqual(['old', 'new'])
    await rename(folder.owner, { source: 'old', target: 'new', overwrite: true })
    expect([await folder.keys('old'), await contentOf('new')]).toEqual([[], 'old'])
  })

  it('says that it is gone', async () => {
    await expect(rename(folder.owner, { source: 'gone', target: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a member who may not see the resource', () => {
  it('moves what they know, one by one', async () => {
    await folder.putFiles(['known-1', 'known-2'])
    expect(await move(folder.stranger, { from: '', to: 'mine/', keys: ['known-1'] })).toMatchObject({ done: 1 })
    const input = { storage, s3_resource_path: undefined, src_file_key: 'known-2', dest_file_key: 'mine/known-2' }
    expect(await moveObject(folder.stranger, input)).toBeNull()
    expect(await folder.keys('mine/')).toEqual(['mine/known-1', 'mine/known-2'])
  })
})
