import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { testContext } from '@/lib/testing/context'
import { startLinkedFolder } from '@/lib/testing/linked-folder'
import { editLargeFileStorage } from './edit-large-file-storage'
import { getLargeFileStorage } from './get-large-file-storage'

let admin: Context
let stranger: Context

beforeAll(async () => {
  ;({ stranger } = await startLinkedFolder())
  admin = await testContext({ username: 'grace', role: 'admin' })
})

const folder = { type: 'FilesystemStorage', filesystem_resource_path: '$res:u/ada/folder' }
const edit = (large_file_storage?: Parameters<typeof editLargeFileStorage>[1]['large_file_storage']) =>
  editLargeFileStorage(admin, { large_file_storage })

describe('the storages in the form of published clients', () => {
  it('come back as they were sent', async () => {
    const sent = {
      ...{ ...folder, public_resource: true },
      secondary_storage: {
        archive: {
          ...{ ...folder, public_resource: false },
          advanced_permissions: [{ pattern: 'f/{folder_read}/**', allow: 'read,list' }],
        },
      },
    }
    await edit(sent)
    expect(await getLargeFileStorage(admin)).toEqual(sent)
  })

  it('pass over unknown words, deny without any, and are not public beside rules', async () => {
    const rules = [
      { pattern: 'a/**', allow: 'write, read,own,' },
      { pattern: '**', allow: '' },
    ]
    await edit({ ...folder, public_resource: true, advanced_permissions: rules })
    expect(await getLargeFileStorage(admin)).toEqual({
      ...{ ...folder, public_resource: false, secondary_storage: {} },
      advanced_permissions: [
        { pattern: 'a/**', allow: 'read,write' },
        { pattern: '**', allow: '' },
      ],
    })
  })

  it('name neither resources nor rules to who may not see them', async () => {
    expect(await getLargeFileStorage(stranger)).toEqual({ public_resource: false, secondary_storage: {} })
  })

  it('take a path with and without its mark, in the field of another kind too', async () => {
    await edit({ type: 'S3Storage', s3_resource_path: 'u/ada/folder' })
    expect(await getLargeFileStorage(admin)).toMatchObject(folder)
  })

  it('are cleared by nothing at all', async () => {
    await edit({ ...folder, secondary_storage: { archive: folder } })
    await edit({ type: 'S3Storage', s3_resource_path: '' })
    expect(await getLargeFileStorage(admin)).toBeUndefined()
    await edit(folder)
    await edit()
    expect(await getLargeFileStorage(admin)).toBeUndefined()
  })

  it('are changed by admins alone, and only to what exists', async () => {
    await expect(editLargeFileStorage(stranger, { large_file_storage: folder })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(edit({ type: 'S3Storage', s3_resource_path: '$res:u/ada/none' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(edit({ ...folder, advanced_permissions: [{ pattern: '', allow: 'read' }] })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})
