import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { shareFolder } from '@/lib/folders/share-folder'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createVariable } from '@/lib/variables/create-variable'
import { listVariables } from '@/lib/variables/list-variables'
import { updateVariable } from '@/lib/variables/update-variable'
import { createResource } from './create-resource'
import { duplicateResource } from './duplicate-resource'
import { getResource } from './get-resource'
import { resolveStored } from './resolve-stored'
import { findStoredResource } from './store'
import { updateResource } from './update-resource'

const SECRET = 'canary-secret-of-a-bucket-4f2a'
const PEM = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----'
const value = {
  bucket: 'reports',
  region: 'auto',
  useSSL: true,
  endPoint: 's3.example.com',
  accessKey: 'AK',
  secretKey: SECRET,
}

let ada: Context
let bob: Context
let admin: Context
let root: Context
let made = 0

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  admin = await testContext({ username: 'grace', role: 'admin' })
  root = await testContext({ username: 'root', role: 'admin', superadmin: true })
})

async function create(changes: Record<string, unknown> = {}, ctx = ada) {
  made += 1
  const path = `u/${ctx.username}/bucket-${made}`
  await createResource(ctx, { path, resourceType: 's3', description: '', value: { ...value, ...changes } })
  return getResource(ctx, { path })
}

const { secretKey: _, ...withoutSecret } = value

/** What a store would be opened with. */
async function inClear(path: string) {
  const row = await findStoredResource(ada.workspace.id, path)
  if (!row) throw new Error(`no ${path}`)
  return resolveStored(ada.workspace.id, row)
}

describe('a stored secret', () => {
  it('is in no column of the database in clear', async () => {
    const { path } = await create()
    const row = await (await db()).resource.findFirst({ where: { path } })
    expect(JSON.stringify(row)).not.toContain(SECRET)
  })

  it('is shown as set, with its end', async () => {
    const resource = await create()
    expect(resource.secrets).toEqual({ secretKey: { set: true, endsIn: '4f2a' } })
    expect(JSON.stringify(resource)).not.toContain(SECRET)
  })

  it('shows nothing of itself when it is short', async () => {
    expect((await create({ secretKey: 'short' })).secrets).toEqual({ secretKey: { set: true } })
  })

  it.each([
    ['left out', withoutSecret],
    ['left as <set>', { ...value, secretKey: '<set>' }],
  ])('stays when it is %s', async (_how, draft) => {
    const { path, editedAt } = await create()
    await updateResource(ada, { path, newPath: path, editedAt, description: '', value: { ...draft, region: 'eu' } })
    expect(await inClear(path)).toMatchObject({ secretKey: SECRET, region: 'eu' })
  })

  it('is replaced by another one', async () => {
    const { path, editedAt } = await create()
    const draft = { ...value, secretKey: 'another' }
    await updateResource(ada, { path, newPath: path, editedAt, description: '', value: draft })
    expect(await inClear(path)).toMatchObject({ secretKey: 'another' })
  })

  it('is cleared by an empty one, together with its access key', async () => {
    const { path, editedAt } = await create()
    const draft = { ...value, accessKey: '', secretKey: '' }
    await updateResource(root, { path, newPath: path, editedAt, description: '', value: draft })
    expect(await inClear(path)).not.toHaveProperty('secretKey')
    expect((await getResource(ada, { path })).secrets).toEqual({})
  })

  it('moves with its resource, and is bound to the new place', async () => {
    const { path, editedAt } = await create()
    await updateResource(ada, { path, newPath: 'u/ada/moved', editedAt, description: '', value: withoutSecret })
    expect(await inClear('u/ada/moved')).toMatchObject({ secretKey: SECRET })
    expect(await findStoredResource(ada.workspace.id, path)).toBeNull()
  })

  it('is copied with its resource', async () => {
    const { path } = await create()
    await duplicateResource(ada, { path, newPath: 'u/ada/copied' })
    expect(await inClear('u/ada/copied')).toMatchObject({ secretKey: SECRET })
  })

  it.each([
    ['another host', { endPoint: 'evil.example.net' }],
    ['another port', { endPoint: 's3.example.com:8443' }],
    ['Amazon', { endPoint: '' }],
    ['another bucket', { bucket: 'others' }],
    ['another path', { endPoint: 's3.example.com/other' }],
    ['the same host in clear', { useSSL: false }],
    ['the same host in clear by its scheme', { endPoint: 'http://s3.example.com' }],
    ['who has another access key', { accessKey: 'AK2' }],
    ['whoever another authority vouches for', { caCertificate: PEM }],
  ])('does not go to %s unless it is entered again', async (_where, change) => {
    const { path, editedAt } = await create()
    const draft = { path, newPath: path, editedAt, description: '' }
    await expect(updateResource(ada, { ...draft, value: { ...withoutSecret, ...change } })).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'value.secretKey': [expect.stringContaining('again')] },
    })
    await expect(updateResource(ada, { ...draft, value: { ...value, ...change } })).resolves.toMatchObject({ path })
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['the region', {}, { region: 'eu' }],
    ['the region at Amazon', { endPoint: '', region: 'eu-west-1' }, { region: 'us-east-1' }],
    ['path style', {}, { pathStyle: true }],
    ['the scheme that SSL means anyway', {}, { endPoint: 'https://s3.example.com' }],
    ['encryption, turned on', { useSSL: false }, { useSSL: true }],
  ])('stays where only %s changes', async (_what, before, change) => {
    const { path, editedAt } = await create(before)
    const draft = { ...withoutSecret, ...before, ...change, secretKey: '<set>' }
    await updateResource(ada, { path, newPath: path, editedAt, description: '', value: draft })
    expect(await inClear(path)).toMatchObject({ secretKey: SECRET })
  })

  it('at Amazon does not go to another partition', async () => {
    const { path, editedAt } = await create({ endPoint: '', region: 'eu-west-1' })
    const draft = { ...withoutSecret, endPoint: '', region: 'cn-north-1' }
    const change = updateResource(ada, { path, newPath: path, editedAt, description: '', value: draft })
    await expect(change).rejects.toMatchObject({ code: 'invalid', fields: { 'value.secretKey': expect.anything() } })
  })

  it('that cannot be decrypted is told, and can be entered again', async () => {
    const { path, editedAt } = await create()
    const other = await findStoredResource(ada.workspace.id, (await create()).path)
    await (await db()).resource.updateMany({ where: { path }, data: { secrets: other?.secrets } })
    expect((await getResource(ada, { path })).secrets).toEqual({ secretKey: { set: true, lost: true } })
    await updateResource(ada, { path, newPath: path, editedAt, description: '', value })
    expect(await inClear(path)).toMatchObject({ secretKey: SECRET })
  })
})

describe('two people who edit one resource', () => {
  it('do not overwrite each other', async () => {
    const { path, editedAt } = await create()
    const draft = { path, newPath: path, editedAt, value: withoutSecret }
    await updateResource(admin, { ...draft, description: 'first' })
    await expect(updateResource(ada, { ...draft, description: 'second' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('saved by grace'),
    })
    expect((await getResource(ada, { path })).description).toBe('first')
  })
})

describe('references', () => {
  it('are followed when a store is opened, whole and inside texts', async () => {
    await createVariable(ada, { path: 'u/ada/key', value: SECRET, isSecret: true, description: '' })
    await createVariable(ada, { path: 'u/ada/zone', value: 'eu', isSecret: false, description: '' })
    const { path } = await create({ secretKey: '$var:u/ada/key', endPoint: '$var:u/ada/zone.example.com' })
    expect(await inClear(path)).toMatchObject({ secretKey: SECRET, endPoint: 'eu.example.com' })
  })

  it('are shown as they are in place of a secret', async () => {
    await createVariable(ada, { path: 'u/ada/shown', value: SECRET, isSecret: true, description: '' })
    const resource = await create({ secretKey: '$var:u/ada/shown' })
    expect(resource).toMatchObject({ secrets: {}, value: { secretKey: '$var:u/ada/shown' } })
  })

  it.each([
    ['is not there', '$var:u/bob/no-such'],
    ['the editor may not read', '$var:u/ada/of-ada'],
    ['is a resource that the editor may not read', '$res:u/ada/of-ada'],
  ])('to what %s are refused by name at their field', async (_what, secretKey) => {
    await createVariable(ada, { path: 'u/ada/of-ada', value: 'x', isSecret: true, description: '' }).catch(() => null)
    await expect(create({ secretKey }, bob)).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'value.secretKey': [expect.stringContaining(`${secretKey} leads nowhere`)] },
    })
  })

  it('that somebody else put in cannot be sent elsewhere by who may not read them', async () => {
    await createVariable(admin, { path: 'u/grace/key', value: SECRET, isSecret: true, description: '' })
    const path = 'f/shared/bucket'
    const draft = { ...value, secretKey: '$var:u/grace/key' }
    await createResource(admin, { path, resourceType: 's3', description: '', value: draft })
    const grants = [
      { subject: 'u/grace', access: 'owner' as const },
      { subject: 'u/bob', access: 'write' as const },
    ]
    await shareFolder(admin, { name: 'shared', grants })
    const { editedAt } = await getResource(bob, { path })
    const evil = { ...draft, endPoint: 'evil.example.net' }
    await expect(
      updateResource(bob, { path, newPath: path, editedAt, description: '', value: evil }),
    ).rejects.toMatchObject({ code: 'invalid' })
  })

  it('in the value of a variable are not followed: its writer might not be allowed to read what they name', async () => {
    await createVariable(bob, { path: 'u/bob/sly', value: 'x', isSecret: false, description: '' })
    const { path } = await create({ secretKey: '$var:u/bob/sly' }, bob)
    await createVariable(ada, { path: 'u/ada/own', value: SECRET, isSecret: true, description: '' })
    const { editedAt } = (await listVariables(bob)).find((variable) => variable.path === 'u/bob/sly') ?? {}
    if (!editedAt) throw new Error('not listed')
    const change = { path: 'u/bob/sly', newPath: 'u/bob/sly', editedAt, description: '', isSecret: false }
    await updateVariable(bob, { ...change, value: '$var:u/ada/own' })
    expect(await inClear(path)).toMatchObject({ secretKey: '$var:u/ada/own' })
  })
})

describe('secret variables', () => {
  it('never show their value', async () => {
    await createVariable(ada, { path: 'u/ada/hidden', value: SECRET, isSecret: true, description: '' })
    expect(JSON.stringify(await listVariables(ada))).not.toContain(SECRET)
    expect((await listVariables(bob)).map(({ path }) => path)).not.toContain('u/ada/hidden')
  })

  it('become plain only with a value entered again', async () => {
    await createVariable(ada, { path: 'u/ada/opened', value: SECRET, isSecret: true, description: '' })
    const { editedAt } = (await listVariables(ada)).find(({ path }) => path === 'u/ada/opened') ?? {}
    if (!editedAt) throw new Error('not listed')
    const input = { path: 'u/ada/opened', newPath: 'u/ada/opened', editedAt, description: '', isSecret: false }
    await expect(updateVariable(ada, input)).rejects.toMatchObject({ code: 'invalid' })
    await expect(updateVariable(ada, { ...input, value: 'plain' })).resolves.toBeTruthy()
  })
})
