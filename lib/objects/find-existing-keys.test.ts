import { beforeAll, expect, it } from 'vitest'
import { fullAccess } from '@/lib/permissions/rules'
import { numberedKeys, startLinkedFolder, withStorage } from '@/lib/testing/linked-folder'
import { findExistingKeys } from './find-existing-keys'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
})

const storage = '_default_'

it('tells which of many keys are taken', async () => {
  const taken = numberedKeys('taken/', 60)
  await folder.putFiles(taken)
  const found = await findExistingKeys(folder.owner, { storage, keys: [...numberedKeys('free/', 60), ...taken] })
  expect(found.sort()).toEqual(taken)
})

it('tells nothing of keys that may not be read', async () => {
  const ctx = withStorage(folder.owner, () => ({
    rules: [{ pattern: 'taken/00001', allow: ['write'] }, ...fullAccess],
  }))
  const keys = numberedKeys('taken/', 3)
  const found = await findExistingKeys(ctx, { storage, keys })
  expect(found.sort()).toEqual(keys.filter((key) => key !== 'taken/00001'))
})

it('refuses what is no key', async () => {
  const refused = findExistingKeys(folder.owner, { storage, keys: ['x'.repeat(1025)] })
  await expect(refused).rejects.toMatchObject({ code: 'invalid' })
})
