import { expect, it } from 'vitest'
import { type ConflictAnswer, prepareUploads } from './prepare-uploads'

const target = { workspace: 'lab', storage: '_default_' }
const files = (...keys: string[]) => keys.map((key) => ({ key, file: new File([], key) }))

async function prepare(keys: string[], existing: string[], answers: ConflictAnswer[] | null) {
  const asked: string[] = []
  const uploads = await prepareUploads(target, files(...keys), {
    findExisting: async (wanted) => wanted.filter((key) => existing.includes(key)),
    ask: async (taken) => {
      asked.push(...taken.map(({ key }) => key))
      return answers
    },
  })
  return { asked, uploads: uploads?.map(({ key, overwrite }) => `${key}${overwrite ? ' replaces' : ''}`) ?? null }
}

it('asks nothing when every key is free, and never lets such an upload replace', async () => {
  expect(await prepare(['a', 'b'], [], null)).toEqual({ asked: [], uploads: ['a', 'b'] })
})

it('does with each taken key what was answered for it', async () => {
  const { asked, uploads } = await prepare(['a', 'b', 'c', 'd'], ['a', 'b', 'c'], ['replace', 'keep-both', 'skip'])
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(uploads).toEqual(['a replaces', 'b (2)', 'd'])
})

it('finds a name that neither the store nor the upload itself has', async () => {
  const { uploads } = await prepare(['a.txt', 'a (2).txt'], ['a.txt', 'a (3).txt'], ['keep-both'])
  expect(uploads).toEqual(['a (4).txt', 'a (2).txt'])
})

it('uploads nothing when the question is dismissed', async () => {
  expect((await prepare(['a', 'b'], ['a'], null)).uploads).toBeNull()
})
