import { expect, it } from 'vitest'
import { startLinkedFolder, withStorage } from '@/lib/testing/linked-folder'
import { createFolder } from './create-folder'

const storage = '_default_'

it('makes a folder for whoever may write there, even without browsing, and for nobody else', async () => {
  const folder = await startLinkedFolder()
  expect(await createFolder(folder.stranger, { storage, prefix: 'new/' })).toEqual({ prefix: 'new/' })
  expect(await folder.store.head('new/')).toMatchObject({ size: 0, contentType: 'application/x-directory' })
  const reader = withStorage(folder.owner, () => ({ rules: [{ pattern: '**', allow: ['read', 'list'] }] }))
  await expect(createFolder(reader, { storage, prefix: 'other/' })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await folder.store.head('other/')).toBeNull()
})
