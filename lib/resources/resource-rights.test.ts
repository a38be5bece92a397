import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createResource } from './create-resource'
import { deleteResource } from './delete-resource'
import { getResource } from './get-resource'
import { listResources } from './list-resources'
import { openResourceStore } from './open-resource-store'

const keys = { accessKey: 'AK', secretKey: 'SK' }
const bucket = { bucket: 'reports', region: 'eu-central-1', useSSL: true, endPoint: '', ...keys }
const s3 = (path: string) => ({ path, resourceType: 's3', description: '', value: bucket })
const folder = (path: string, rootPath: string) => ({
  path,
  resourceType: 'filesystem',
  description: '',
  value: { rootPath },
})

let dataDir: string
let ada: Context
let bob: Context
let admin: Context
let root: Context

beforeAll(async () => {
  dataDir = (await startTestInstance()).dataDir
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  admin = await testContext({ username: 'grace', role: 'admin' })
  root = await testContext({ username: 'root', role: 'admin', superadmin: true })
})

describe('who may put a resource where', () => {
  it('lets members write under their own name', async () => {
    await expect(createResource(ada, s3('u/ada/mine'))).resolves.toEqual({ path: 'u/ada/mine' })
  })

  it('refuses another member’s name, and says where to write instead', async () => {
    await expect(createResource(ada, s3('u/bob/mine'))).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Choose u/ada/'),
    })
  })

  it('lets admins write under any name', async () => {
    await expect(createResource(admin, s3('u/bob/by-admin'))).resolves.toEqual({ path: 'u/bob/by-admin' })
  })

  it('makes a new folder its creator’s own', async () => {
    await createResource(ada, { ...s3('f/fresh/first'), newFolder: true })
    await expect(createResource(ada, s3('f/fresh/second'))).resolves.toEqual({ path: 'f/fresh/second' })
    await expect(createResource(bob, s3('f/fresh/third'))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('does not take a folder for a member who only names one in a path', async () => {
    await expect(createResource(ada, s3('f/payroll/first'))).rejects.toMatchObject({
      code: 'forbidden',
      fields: { path: [expect.stringContaining('New folder')] },
    })
    await expect(createResource(admin, s3('f/payroll/first'))).resolves.toEqual({ path: 'f/payroll/first' })
  })

  it('says at the field that a path is taken', async () => {
    await createResource(ada, s3('u/ada/taken'))
    await expect(createResource(ada, s3('u/ada/taken'))).rejects.toMatchObject({
      code: 'conflict',
      fields: { path: [expect.stringContaining('u/ada/taken')] },
    })
  })
})

describe('who sees which resource', () => {
  it('hides what lies under another name, and does not say that it exists', async () => {
    await createResource(ada, s3('u/ada/private'))
    for (const path of ['u/ada/private', 'u/ada/no-such'])
      await expect(getResource(bob, { path })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listResources(bob, {})).map(({ path }) => path)).not.toContain('u/ada/private')
  })

  it('does not take an underscore in a name for any letter', async () => {
    const wild = await testContext({ username: 'a_a' })
    expect((await listResources(wild, {})).filter(({ path }) => path.startsWith('u/ada/'))).toEqual([])
  })

  it('refuses to delete what one may not write', async () => {
    await createResource(ada, s3('u/ada/kept'))
    await expect(deleteResource(bob, { path: 'u/ada/kept' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('folders on this machine', () => {
  it('are linked by superadmins only', async () => {
    await expect(createResource(admin, folder('u/grace/disk', 'disk'))).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('superadmins'),
    })
  })

  it('open below the storage folder of the instance', async () => {
    await createResource(root, folder('f/disks/reports', 'reports'))
    const store = await openResourceStore(root.workspace.id, 'f/disks/reports')
    await store.write('may.txt', Buffer.from('hello'))
    expect((await store.list()).objects.map(({ key }) => key)).toEqual(['may.txt'])
  })

  it.each([
    ['the data folder itself', () => dataDir],
    ['a folder above it', () => '/'],
    ['a folder in it that is not for objects', () => join(dataDir, 'caches')],
    ['all of the storage folder', () => join(dataDir, 'storage')],
  ])('do not open as %s', async (name, path) => {
    const at = `f/disks/${name.replaceAll(' ', '-')}`
    await expect(createResource(root, folder(at, path()))).rejects.toMatchObject({ code: 'invalid' })
  })

  it('do not open through a link into the data folder', async () => {
    await mkdir(join(dataDir, 'storage'), { recursive: true })
    await symlink(dataDir, join(dataDir, 'storage', 'sly'))
    await expect(createResource(root, folder('f/disks/sly', 'sly'))).rejects.toMatchObject({ code: 'invalid' })
  })
})
