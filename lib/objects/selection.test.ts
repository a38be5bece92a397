import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { filesystemStore } from '@/lib/storage/filesystem'
import type { ObjectStore } from '@/lib/storage/object-store'
import { startTestInstance } from '@/lib/testing/instance'
import { openedWith } from '@/lib/testing/linked-folder'
import { nextOfSelection } from './selection'

let store: ObjectStore

beforeAll(async () => {
  await startTestInstance()
  store = filesystemStore({ root: await mkdtemp(join(tmpdir(), 'selection-')) })
  for (const key of ['a/1', 'a/2', 'a/3', 'b/1', 'c', 'd']) await store.write(key, Buffer.from(key))
})

async function walk(selection: { keys: string[]; prefixes: string[] }, limit: number) {
  const steps: string[][] = []
  let resume: string | null | undefined
  do {
    const step = await nextOfSelection(openedWith(store), { ...selection, resume: resume ?? undefined }, limit)
    steps.push(step.keys)
    resume = step.resume
  } while (resume !== null)
  return steps
}

describe('a selection of keys and folders', () => {
  it('is walked in steps: the keys, then each folder', async () => {
    expect(await walk({ keys: ['c'], prefixes: ['a/', 'b/'] }, 2)).toEqual([['c'], ['a/1', 'a/2'], ['a/3'], ['b/1']])
  })

  it('ends after its keys when there are no folders', async () => {
    expect(await walk({ keys: ['c', 'd'], prefixes: [] }, 10)).toEqual([['c', 'd']])
  })

  it('goes past keys that could not be changed instead of meeting them again', async () => {
    expect((await walk({ keys: [], prefixes: ['a/'] }, 1)).flat()).toEqual(['a/1', 'a/2', 'a/3'])
  })

  it('finds nothing in an empty folder', async () => {
    expect(await walk({ keys: [], prefixes: ['nothing/'] }, 10)).toEqual([[]])
  })

  it('refuses a resume mark that it did not make', async () => {
    await expect(
      nextOfSelection(openedWith(store), { keys: [], prefixes: ['a/'], resume: 'bm9wZQ' }, 10),
    ).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})
