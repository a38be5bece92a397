import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '@/lib/api/app'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { shareFolder } from '@/lib/folders/share-folder'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { couldListBelow } from '@/lib/permissions/access'
import { createResource } from '@/lib/resources/create-resource'
import { deleteResource } from '@/lib/resources/delete-resource'
import { getResource } from '@/lib/resources/get-resource'
import { updateResource } from '@/lib/resources/update-resource'
import { testContext } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startTestInstance } from '@/lib/testing/instance'
import { getStorageSettings } from './get-storage-settings'
import { listStorageNames, listStorages } from './list-storages'
import { saveStorageSettings } from './save-storage-settings'

const people: Record<string, Context> = {}
const storages = ['team', 'team-public', 'own', 'own-public'] as const
const paths = { team: 'f/team/disk', 'team-public': 'f/team/open', own: 'u/ada/disk', 'own-public': 'u/ada/open' }

beforeAll(async () => {
  await startTestInstance()
  const root = await testContext({ username: 'root', role: 'admin', superadmin: true })
  people.admin = await testContext({ username: 'grace', role: 'admin' })
  people.owner = await testContext({ username: 'ada' })
  people.reader = await testContext({ username: 'bob' })
  people.stranger = await testContext({ username: 'eve' })
  for (const [name, path] of Object.entries(paths))
    await createResource(root, { path, resourceType: 'filesystem', description: '', value: { rootPath: name } })
  await shareFolder(root, {
    name: 'team',
    grants: [
      { subject: 'u/root', access: 'owner' },
      { subject: 'u/bob', access: 'read' },
    ],
  })
  await saveStorageSettings(root, {
    version: (await getStorageSettings(root)).version,
    primary: { resourcePath: paths.team, publicResource: false, rules: null },
    secondary: storages.map((name) => ({
      name,
      resourcePath: paths[name],
      publicResource: name.endsWith('-public'),
      rules: null,
    })),
  })
})

const person = (name: string): Context => {
  const found = people[name]
  if (!found) throw new Error(`no ${name}`)
  return found
}

describe('who may browse, see details, and use known keys', () => {
  it.each([
    ['admin', 'team', true, 'an admin browses everything'],
    ['admin', 'own', true, 'also what lies under another name'],
    ['owner', 'own', true, 'the owner of a path browses it'],
    ['owner', 'team', false, 'who has no right to a folder does not browse its storage'],
    ['reader', 'team', true, 'who may read the folder browses its storage'],
    ['reader', 'own', false, 'another name’s storage is closed'],
    ['reader', 'own-public', true, 'unless it is public'],
    ['stranger', 'team-public', true, 'a public storage ignores the rights to its resource'],
    ['stranger', 'own-public', true, 'wherever the resource lies'],
    ['stranger', 'team', false, 'and one that is not public does not'],
  ])('%s at %s: %s, %s', async (who, name, mayBrowse) => {
    const ctx = person(who)
    const opened = await ctx.openStorage(name)
    const summary = (await listStorages(ctx)).find((storage) => storage.name === name)
    const key = `${who}/known.txt`

    expect(couldListBelow(opened.access, '')).toBe(mayBrowse)
    expect(summary?.mayBrowse).toBe(mayBrowse)
    expect(summary?.resourcePath).toBe(mayBrowse ? paths[name as keyof typeof paths] : null)
    expect(summary?.type).toBe(mayBrowse ? 'filesystem' : null)
    const details = getResource(ctx, { path: paths[name as keyof typeof paths] })
    await expect(details.then(() => true).catch(({ code }) => code)).resolves.toBe(mayBrowse ? true : 'not_found')
    for (const operation of ['read', 'write', 'delete'] as const) expect(opened.may(operation, key)).toBe(true)
    const store = opened.authorize('write', key)
    await store.write(key, Buffer.from('hello'))
    expect((await store.head(key))?.size).toBe(5)
  })

  it('tells those who may not see the resource nothing of it when it fails', async () => {
    const client = await db()
    await client.resource.updateMany({
      where: { path: paths.own },
      data: { value: '{"rootPath":"/proc/nowhere/else"}' },
    })
    forgetIdentities()
    const failure = await person('stranger')
      .openStorage('own')
      .then((opened) => opened.forListing().list())
      .then(
        () => null,
        (error: Error) => error,
      )
    expect(failure).toMatchObject({ code: 'unavailable', message: expect.not.stringMatching(/proc|ada|disk/) })
  })
})

describe('settings', () => {
  it('are for admins', async () => {
    const input = { version: '', primary: null, secondary: [] }
    await expect(saveStorageSettings(person('owner'), input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getStorageSettings(person('owner'))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('are not overwritten by somebody who has not seen them', async () => {
    const input = { version: 'stale', primary: null, secondary: [] }
    await expect(saveStorageSettings(person('admin'), input)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('refuse a resource that is not there, at its field', async () => {
    const { version } = await getStorageSettings(person('admin'))
    const primary = { resourcePath: 'f/team/gone', publicResource: false, rules: null }
    await expect(saveStorageSettings(person('admin'), { version, primary, secondary: [] })).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'primary.resourcePath': [expect.stringContaining('f/team/gone')] },
    })
  })

  it('keep a resource that a storage uses from being deleted, and say which', async () => {
    await expect(deleteResource(person('admin'), { path: paths.team })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/the primary storage and the storage team/),
    })
  })

  it('tell every member the names, the primary one on demand', async () => {
    expect(await listStorageNames(person('stranger'), {})).toEqual([...storages])
    expect(await listStorageNames(person('stranger'), { include_default: 'true' })).toEqual(['_default_', ...storages])
  })

  it('answer what was never set', async () => {
    await expect(person('owner').openStorage('no-such')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('no-such'),
    })
  })
})

describe('a resource that moves', () => {
  it('takes its storages along', async () => {
    const admin = person('admin')
    const root = await testContext({ username: 'second-root', role: 'admin', superadmin: true })
    const { editedAt, value, description } = await getResource(root, { path: paths.team })
    await updateResource(root, { path: paths.team, newPath: 'f/team/moved', editedAt, value, description })
    expect((await getStorageSettings(admin)).primary?.resourcePath).toBe('f/team/moved')
    const opened = await person('reader').openStorage()
    const store = opened.authorize('read', 'admin/known.txt')
    expect((await store.head('admin/known.txt'))?.size).toBe(5)
  })
})

describe('GET get_secondary_storage_names', () => {
  it.each([
    ['', [...storages]],
    ['?include_default=true', ['_default_', ...storages]],
    ['?include_default=false', [...storages]],
  ])('answers to %j with the names', async (query, names) => {
    const api = createApi()
    const cookie = await cookieOf(person('stranger'))
    const response = await api.request(`/api/w/lab/workspaces/get_secondary_storage_names${query}`, {
      headers: { cookie },
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(names)
  })
})
