import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { filesystemStore } from '@/lib/storage/filesystem'
import type { ObjectStore } from '@/lib/storage/object-store'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { linkFolder } from '@/lib/testing/storage-api'
import { countObjects } from './count-objects'
import { createFolder } from './create-folder'
import { deleteObjects } from './delete-objects'
import { findExistingKeys } from './find-existing-keys'
import { listLevel } from './list-level'
import { moveObjects, renameObject } from './move-objects'
import { runChange } from './run-change'

let owner: Context
let stranger: Context
let store: ObjectStore

beforeAll(async () => {
  await startTestInstance()
  const root = await mkdtemp(join(tmpdir(), 'granary-changes-'))
  owner = await testContext({ username: 'ada' })
  stranger = await testContext({ username: 'bob' })
  await linkFolder(root)
  store = filesystemStore({ root })
})

const storage = '_default_'
const put = (key: string, body = key) => store.write(key, Buffer.from(body), { metadata: { made: 'by hand' } })
const putMany = (prefix: string, count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => put(`${prefix}${String(index).padStart(4, '0')}`)))

async function keysBelow(prefix: string): Promise<string[]> {
  return (await store.list({ prefix, limit: 1000 })).objects.map(({ key }) => key)
}

describe('moving', () => {
  const move = (ctx: Context, keys: string[], prefixes: string[], to: string, overwrite = false) =>
    moveObjects(ctx, { storage, from: 'in/', to, keys, prefixes, overwrite, resume: undefined })

  it('keeps what lies below the folder it starts from, and the metadata', async () => {
    await Promise.all([put('in/a'), put('in/dir/b'), put('in/dir/sub/c')])
    await move(owner, ['in/a'], [], 'out/')
    await move(owner, [], ['in/dir/'], 'out/')
    expect(await keysBelow('out/')).toEqual(['out/a', 'out/dir/b', 'out/dir/sub/c'])
    expect(await keysBelow('in/')).toEqual([])
    expect((await store.head('out/a'))?.metadata).toEqual({ made: 'by hand' })
  })

  it('leaves what would replace something and says that this is why', async () => {
    await Promise.all([put('in/same', 'new'), put('in/free'), put('taken/same', 'old')])
    const step = await move(owner, ['in/same', 'in/free'], [], 'taken/')
    expect(step).toMatchObject({ done: 1, failures: [{ key: 'in/same', exists: true }], resume: null })
    expect((await store.head('taken/same'))?.size).toBe(3)
    expect(await keysBelow('in/')).toEqual(['in/same'])
    expect(await move(owner, ['in/same'], [], 'taken/', true)).toMatchObject({ done: 1, failures: [] })
    expect(await keysBelow('in/')).toEqual([])
  })

  it('tells which file was gone meanwhile and moves the others', async () => {
    await put('in/here')
    const step = await move(owner, ['in/gone', 'in/here'], [], 'elsewhere/')
    expect(step).toMatchObject({ done: 1, failures: [{ key: 'in/gone' }] })
  })

  it('refuses to move a folder into itself', async () => {
    await expect(move(owner, [], ['in/dir/'], 'in/dir/deeper/')).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('renaming a folder', () => {
  it('takes all that is in it along, in steps', async () => {
    await putMany('old name/', 250)
    const steps: number[] = []
    const { done } = await runChange(
      { keys: [], prefixes: ['old name/'] },
      {
        step: (_, resume) =>
          renameObject(owner, { storage, source: 'old name/', target: 'new name/', overwrite: false, resume }),
        onProgress: (progress) => steps.push(progress.done),
      },
    )
    expect(done).toBe(250)
    expect(steps.length).toBeGreaterThan(2)
    expect(await keysBelow('old name/')).toEqual([])
    expect(await keysBelow('new name/')).toHaveLength(250)
  })
})

describe('deleting', () => {
  it('empties folders of more than one step, and nothing beside them', async () => {
    await Promise.all([putMany('many/', 1100), put('many')])
    const { done } = await runChange(
      { keys: [], prefixes: ['many/'] },
      { step: (batch, resume) => deleteObjects(owner, { storage, ...batch, resume }) },
    )
    expect(done).toBe(1100)
    expect(await keysBelow('many')).toEqual(['many'])
  })
})

describe('a new folder', () => {
  it('is there although it is empty, and only once', async () => {
    await createFolder(owner, { storage, prefix: 'fresh/' })
    expect((await keysBelow('fresh/')).length).toBe(1)
    await expect(createFolder(owner, { storage, prefix: 'fresh/' })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a member who may not see the resource', () => {
  const target = { storage, s3_resource_path: undefined }

  it('is told that browsing is restricted, with nothing in the answer', async () => {
    await put('secret/plan.txt')
    const level = { ...target, prefix: '', search: '', max_keys: 100 }
    expect(await listLevel(stranger, level)).toEqual({
      folders: [],
      files: [],
      next_page_token: null,
      restricted_access: true,
    })
  })

  it.each<[string, () => Promise<unknown>]>([
    ['count a folder', () => countObjects(stranger, { ...target, prefix: 'secret/' })],
    ['delete a folder', () => deleteObjects(stranger, { storage, keys: [], prefixes: ['secret/'], resume: undefined })],
    [
      'move a folder',
      () =>
        moveObjects(stranger, {
          storage,
          from: '',
          to: 'mine/',
          keys: [],
          prefixes: ['secret/'],
          overwrite: false,
          resume: undefined,
        }),
    ],
    [
      'rename a folder',
      () =>
        renameObject(stranger, { storage, source: 'secret/', target: 'mine/', overwrite: false, resume: undefined }),
    ],
  ])('cannot %s', async (_what, work) => {
    await put('secret/plan.txt')
    await expect(work()).rejects.toMatchObject({ code: 'forbidden' })
    expect(await keysBelow('secret/')).toEqual(['secret/plan.txt'])
  })

  it('can change files whose keys are known', async () => {
    await put('known.txt')
    expect(await findExistingKeys(stranger, { storage, keys: ['known.txt', 'unknown.txt'] })).toEqual(['known.txt'])
    const renamed = { storage, source: 'known.txt', target: 'renamed.txt', overwrite: false, resume: undefined }
    expect(await renameObject(stranger, renamed)).toMatchObject({ done: 1 })
    await deleteObjects(stranger, { storage, keys: ['renamed.txt'], prefixes: [], resume: undefined })
    expect(await store.head('renamed.txt')).toBeNull()
  })
})
