import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { shareFolder } from '@/lib/folders/share-folder'
import { openTarget } from '@/lib/objects/open-target'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { removeMember } from '@/lib/people/remove-member'
import { getStorageSettings } from '@/lib/storage-settings/get-storage-settings'
import { saveStorageSettings } from '@/lib/storage-settings/save-storage-settings'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createVariable } from '@/lib/variables/create-variable'
import { listVariables } from '@/lib/variables/list-variables'
import { updateVariable } from '@/lib/variables/update-variable'
import { createResource } from './create-resource'
import { duplicateResource } from './duplicate-resource'
import { getResource } from './get-resource'
import { openResourceStore } from './open-resource-store'
import { resolveStored } from './resolve-stored'
import { findStoredResource } from './store'
import { updateResource } from './update-resource'

const value = {
  bucket: 'reports',
  region: 'auto',
  useSSL: true,
  endPoint: 's3.example.com',
  accessKey: 'AK',
  secretKey: '$var:f/team/key',
}
const path = 'u/eve/bucket'

let admin: Context
let eve: Context
let bob: Context

beforeAll(async () => {
  await startTestInstance()
  admin = await testContext({ username: 'grace', role: 'admin' })
})

beforeEach(async () => {
  const client = await db()
  await client.resource.deleteMany()
  await client.variable.deleteMany()
  await client.folder.deleteMany()
  await client.storageSetting.deleteMany()
  await client.membership.deleteMany({ where: { username: { in: ['eve', 'bob'] } } })
  await client.formerMember.deleteMany()
  eve = await testContext({ username: 'eve' })
  bob = await testContext({ username: 'bob' })
  await setVariable(admin, 'f/team/key', 'first-key')
  await share('write')
})

const s3 = (changes: Record<string, unknown> = {}, at = path) => ({
  path: at,
  resourceType: 's3',
  description: '',
  value: { ...value, ...changes },
})

async function share(access: 'write' | null) {
  const grants = access ? [{ subject: 'u/eve', access }] : []
  await shareFolder(admin, { name: 'team', grants })
}

async function setVariable(ctx: Context, at: string, text: string) {
  const known = (await listVariables(ctx)).find((variable) => variable.path === at)
  const change = { description: '', isSecret: true, value: text }
  if (!known) await createVariable(ctx, { path: at, ...change })
  else await updateVariable(ctx, { path: at, newPath: at, editedAt: known.editedAt, ...change })
}

async function inClear(at = path) {
  const row = await findStoredResource(admin.workspace.id, at)
  if (!row) throw new Error(`no ${at}`)
  return resolveStored(admin.workspace.id, row)
}

async function link(resourcePath: string) {
  const { version } = await getStorageSettings(admin)
  await saveStorageSettings(admin, {
    version,
    primary: { resourcePath, publicResource: true, rules: null },
    secondary: [],
  })
}

const opened = (ctx: Context, at = path) => openTarget(ctx, { storage: '', s3_resource_path: at })

describe('what a resource refers to', () => {
  it('opens while whoever saved it may read it', async () => {
    await createResource(eve, s3())
    expect(await inClear()).toMatchObject({ secretKey: 'first-key' })
    await expect(opened(eve)).resolves.toMatchObject({ name: path })
  })

  it('stays closed to a member who put its name into a variable of their own', async () => {
    await createVariable(admin, { path: 'u/grace/prod', value: 'canary', isSecret: true, description: '' })
    await setVariable(eve, 'u/eve/x', 'a')
    await createResource(eve, s3({ accessKey: '$var:u/eve/x' }))
    await setVariable(eve, 'u/eve/x', '$var:u/grace/prod')
    expect(JSON.stringify(await inClear())).not.toContain('canary')
  })

  it('is not fetched any more for who lost the right to it, by path or as a storage', async () => {
    await createResource(eve, s3())
    await link(path)
    await share(null)
    await setVariable(admin, 'f/team/key', 'second-key')
    await expect(opened(eve)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('nowhere') })
    await expect(inClear()).rejects.toMatchObject({ code: 'unavailable' })
    await expect(opened(admin)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('needs the caller’s own right when they name the resource', async () => {
    await createResource(admin, s3({}, 'f/open/bucket'))
    await shareFolder(admin, { name: 'open', grants: [{ subject: 'u/bob', access: 'read' }] })
    await expect(opened(bob, 'f/open/bucket')).rejects.toMatchObject({ code: 'invalid' })
    await link('f/open/bucket')
    await expect(bob.openStorage()).resolves.toMatchObject({ name: '_default_' })
  })

  it.each<[string, () => Promise<unknown>]>([
    ['lost the right', () => share(null)],
    ['left', () => removeMember(admin, { userId: eve.person.id })],
    [
      'is disabled',
      async () => (await db()).user.update({ where: { id: eve.person.id }, data: { disabledAt: new Date() } }),
    ],
  ])('is told to admins only once whoever saved it %s', async (_what, change) => {
    await createResource(eve, s3())
    await link(path)
    await expect(bob.openStorage()).resolves.toBeTruthy()
    await change()
    forgetIdentities()
    await expect(admin.openStorage()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('$var:f/team/key'),
    })
    await expect(bob.openStorage()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.not.stringMatching(/team|eve/),
    })
  })

  it('works again once somebody who may read it saves it', async () => {
    await createResource(eve, s3())
    await share(null)
    const { editedAt } = await getResource(admin, { path })
    await updateResource(admin, { path, newPath: path, editedAt, description: '', value })
    expect(await inClear()).toMatchObject({ secretKey: 'first-key' })
  })

  it('is judged like a written value, when it is saved and when it is opened', async () => {
    await setVariable(eve, 'u/eve/bucket', 'two words')
    const bad = s3({ bucket: '$var:u/eve/bucket' })
    await expect(createResource(eve, bad)).rejects.toMatchObject({ fields: { 'value.bucket': expect.anything() } })
    await setVariable(eve, 'u/eve/bucket', 'reports')
    await createResource(eve, bad)
    await setVariable(eve, 'u/eve/bucket', 'two words')
    await expect(opened(eve)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('no spaces') })
  })
})

describe('keys whose server is named by a variable', () => {
  const own = { secretKey: 'SK', endPoint: '$var:f/team/host' }
  beforeEach(() => setVariable(admin, 'f/team/host', 's3.example.com'))

  it.each([
    ['stored', own],
    ['that are referred to', { ...own, secretKey: '$var:u/grace/key' }],
  ])('%s, do not follow it elsewhere', async (_what, keys) => {
    await setVariable(admin, 'u/grace/key', 'canary')
    await createResource(admin, s3(keys, 'f/team/bucket'))
    expect(await inClear('f/team/bucket')).toMatchObject({ endPoint: 's3.example.com' })
    await setVariable(eve, 'f/team/host', 'evil.example.net')
    await expect(inClear('f/team/bucket')).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('do not follow it when they are kept by an edit or come along with a copy', async () => {
    await createResource(admin, s3(own, 'f/team/bucket'))
    await setVariable(eve, 'f/team/host', 'evil.example.net')
    const { editedAt } = await getResource(eve, { path: 'f/team/bucket' })
    const draft = { ...value, ...own, secretKey: '<set>' }
    const edit = { path: 'f/team/bucket', newPath: 'f/team/bucket', editedAt, description: '', value: draft }
    await expect(updateResource(eve, edit)).rejects.toMatchObject({ fields: { 'value.secretKey': expect.anything() } })
    const copy = duplicateResource(eve, { path: 'f/team/bucket', newPath: 'u/eve/copy' })
    await expect(copy).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('that are changed together stay usable', async () => {
    await setVariable(eve, 'u/eve/access', 'AK')
    await createResource(eve, s3({ accessKey: '$var:u/eve/access' }))
    await setVariable(eve, 'u/eve/access', 'AK2')
    await setVariable(admin, 'f/team/key', 'second-key')
    expect(await inClear()).toMatchObject({ accessKey: 'AK2', secretKey: 'second-key' })
  })
})

describe('a copy', () => {
  it('made by a reader has no secrets, and opens nothing until they are entered', async () => {
    await createResource(admin, s3({ secretKey: 'canary-key' }, 'f/read/bucket'))
    await shareFolder(admin, { name: 'read', grants: [{ subject: 'u/bob', access: 'read' }] })
    const copied = await duplicateResource(bob, { path: 'f/read/bucket', newPath: 'u/bob/copy' })
    expect(copied).toEqual({ path: 'u/bob/copy', withoutSecrets: true })
    const copy = await getResource(bob, { path: 'u/bob/copy' })
    expect(copy).toMatchObject({ secrets: {}, value: { bucket: 'reports', accessKey: 'AK' } })
    await expect(opened(bob, 'u/bob/copy')).rejects.toMatchObject({ message: expect.stringContaining('secret key') })
    const change = { newPath: copy.path, editedAt: copy.editedAt, description: '' }
    await updateResource(bob, { path: copy.path, ...change, value: { ...copy.value, secretKey: 'own' } })
    await expect(openResourceStore(bob.workspace.id, copy.path)).resolves.toBeTruthy()
  })
})
