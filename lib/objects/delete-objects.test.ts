import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { fullAccess } from '@/lib/permissions/rules'
import { numberedKeys, startLinkedFolder, withStorage } from '@/lib/testing/linked-folder'
import { deleteObject } from './delete-object'
import { deleteObjects } from './delete-objects'
import { runChange } from './run-change'
import type { DeleteObjects } from './schema'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
})

const storage = '_default_'
const remove = (ctx: Context, selection: Partial<DeleteObjects>) =>
  deleteObjects(ctx, { storage, keys: [], prefixes: [], resume: undefined, ...selection })

/** A member for whom the store refuses to remove some keys, or the rules forbid it. */
const hindered = (locked: string[], forbidden = '-') =>
  withStorage(folder.owner, ({ store }) => ({
    rules: [{ pattern: forbidden, allow: ['read', 'list'] }, ...fullAccess],
    store: {
      ...store,
      async remove(keys) {
        const failures = await store.remove(keys.filter((key) => !locked.includes(key)))
        return [
          ...failures,
          ...locked.filter((key) => keys.includes(key)).map((key) => ({ key, reason: 'It is locked.' })),
        ]
      },
    },
  }))

describe('deleting a selection', () => {
  it('takes one step for a thousand objects and goes on from there', async () => {
    await folder.putFiles([...numberedKeys('big/', 1203), 'big.txt', 'single'])
    const first = await remove(folder.owner, { prefixes: ['big/'] })
    expect(first).toEqual({ done: 1000, failures: [], resume: expect.any(String) })
    expect(await folder.keys('big/')).toHaveLength(203)
    const second = await remove(folder.owner, { prefixes: ['big/'], resume: first.resume ?? undefined })
    expect(second).toEqual({ done: 203, failures: [], resume: null })
    expect(await folder.keys()).toEqual(['big.txt', 'single'])
    await remove(folder.owner, { keys: ['big.txt', 'single'] })
  })

  it('reports what could not be deleted, deletes the rest, and does not try again', async () => {
    const keys = numberedKeys('some/', 1100)
    await folder.putFiles(keys)
    const asked: number[] = []
    const { done, failures } = await runChange(
      { keys: [], prefixes: ['some/'] },
      {
        step: (batch, resume) => remove(hindered(['some/00003', 'some/01050'], 'some/00007'), { ...batch, resume }),
        onProgress: (progress) => asked.push(progress.done),
      },
    )
    expect(done).toBe(1097)
    expect(asked).toEqual([998, 1097])
    expect(failures).toEqual([
      { key: 'some/00007', reason: 'You may not delete it.' },
      { key: 'some/00003', reason: 'It is locked.' },
      { key: 'some/01050', reason: 'It is locked.' },
    ])
    expect(await folder.keys('some/')).toEqual(['some/00003', 'some/00007', 'some/01050'])
  })

  it('goes on to the next folder of the selection', async () => {
    await folder.putFiles(['one/1', 'two/2', 'two.txt', 'key'])
    const { done } = await runChange(
      { keys: ['key'], prefixes: ['one/', 'two/'] },
      { step: (batch, resume) => remove(folder.owner, { ...batch, resume }) },
    )
    expect(done).toBe(3)
    expect(await folder.keys('two')).toEqual(['two.txt'])
  })

  it('refuses to begin with a folder that the caller may not browse, before anything is deleted', async () => {
    await folder.putFiles(['kept/1', 'known'])
    const refused = remove(folder.stranger, { keys: ['known'], prefixes: ['kept/'] })
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    expect(await folder.keys('k')).toEqual(['kept/1', 'known'])
  })
})

describe('deleting one object', () => {
  const one = (ctx: Context, file_key: string) => deleteObject(ctx, { storage, s3_resource_path: undefined, file_key })

  it('succeeds whether it was there or not', async () => {
    await folder.putFiles(['one.txt'])
    for (let attempt = 0; attempt < 2; attempt++) expect(await one(folder.owner, 'one.txt')).toBeNull()
    expect(await folder.keys('one.txt')).toEqual([])
  })

  it('works for whoever knows the key', async () => {
    await folder.putFiles(['known.txt'])
    await one(folder.stranger, 'known.txt')
    expect(await folder.keys('known.txt')).toEqual([])
  })

  it('says why it could not be deleted', async () => {
    await expect(one(hindered(['locked']), 'locked')).rejects.toMatchObject({
      code: 'unavailable',
      message: '"locked" could not be deleted: It is locked.',
    })
  })

  it('is refused where the storage denies it', async () => {
    const denying = withStorage(folder.owner, ({ store }) => ({
      rules: fullAccess,
      store: { ...store, remove: async ([key = '']) => [{ key, reason: 'It is denied.', isDenied: true }] },
    }))
    await expect(one(denying, 'denied')).rejects.toMatchObject({
      code: 'forbidden',
      message: '"denied" could not be deleted: It is denied.',
    })
  })

  it('is refused where the rules forbid it', async () => {
    await folder.putFiles(['guarded'])
    await expect(one(hindered([], 'guarded'), 'guarded')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await folder.keys('guarded')).toEqual(['guarded'])
  })
})
