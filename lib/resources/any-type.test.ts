import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { shareFolder } from '@/lib/folders/share-folder'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createVariable } from '@/lib/variables/create-variable'
import { createResource } from './create-resource'
import { duplicateResource } from './duplicate-resource'
import { createOrEditResource, editResource } from './edit-resource'
import { getResource } from './get-resource'
import { getInterpolatedValue, getResourceValue } from './get-resource-value'
import { openResourceStore } from './open-resource-store'
import { describeWireResource, listWireResources } from './wire-resources'

const SECRET = 'canary-of-a-custom-type-19ae'

let ada: Context
let bob: Context
let grace: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  grace = await testContext({ username: 'grace', role: 'admin' })
  await createResource(grace, note('f/team/shared', { host: 'db.example.com', password: SECRET }))
  const grants = [
    { subject: 'u/ada', access: 'write' as const },
    { subject: 'u/bob', access: 'read' as const },
  ]
  await shareFolder(grace, { name: 'team', grants })
})

const note = (path: string, value: unknown, resourceType = 'c_note') => ({ path, resourceType, description: '', value })

describe('a resource of a type that nobody described', () => {
  it.each([
    ['an object', { a: { b: [1, null] } }],
    ['an array', [1, 'two', null]],
    ['a text', 'just this'],
    ['a number', 5],
    ['null', null],
  ])('keeps %s', async (name, value) => {
    const path = `u/ada/${name.replaceAll(' ', '-')}`
    await createResource(ada, note(path, value))
    expect(await getResourceValue(ada, { path })).toEqual(value)
    expect(await getInterpolatedValue(ada, { path })).toEqual(value)
  })

  it('is in no column of the database in clear', async () => {
    const row = await (await db()).resource.findFirst({ where: { path: 'f/team/shared' } })
    expect(JSON.stringify(row)).not.toMatch(/canary|db\.example/)
  })

  it('is shown to who may read it, and to nobody in lists', async () => {
    expect((await getResource(bob, { path: 'f/team/shared' })).whole).toContain(SECRET)
    expect(await describeWireResource(bob, { path: 'f/team/shared' })).toMatchObject({ value: { password: SECRET } })
    expect(JSON.stringify(await listWireResources(bob, {}))).not.toContain(SECRET)
    const eve = await testContext({ username: 'eve' })
    await expect(getResourceValue(eve, { path: 'f/team/shared' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is changed by who may write it', async () => {
    const change = { value: ['new'] }
    await expect(editResource(bob, { path: 'f/team/shared' }, change)).rejects.toMatchObject({ code: 'forbidden' })
    await createResource(ada, note('u/ada/moving', 'old'))
    await editResource(ada, { path: 'u/ada/moving' }, { ...change, path: 'u/ada/moved', resource_type: 'c_other' })
    expect(await describeWireResource(ada, { path: 'u/ada/moved' })).toMatchObject({
      value: ['new'],
      resource_type: 'c_other',
    })
  })

  it('is copied whole', async () => {
    await duplicateResource(bob, { path: 'f/team/shared', newPath: 'u/bob/copy' })
    expect(await getResourceValue(bob, { path: 'u/bob/copy' })).toMatchObject({ password: SECRET })
  })

  it('opens as no storage', async () => {
    await expect(openResourceStore(grace.workspace.id, 'f/team/shared')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('hold no files'),
    })
  })

  it('cannot be read from another path that its row was moved to', async () => {
    await createResource(ada, note('u/ada/original', SECRET))
    await (await db()).resource.updateMany({ where: { path: 'u/ada/original' }, data: { path: 'u/ada/elsewhere' } })
    await expect(getResourceValue(ada, { path: 'u/ada/elsewhere' })).rejects.toMatchObject({ code: 'unavailable' })
    expect((await getResource(ada, { path: 'u/ada/elsewhere' })).whole).toBe('')
  })

  it('takes the last of many writes at once', async () => {
    await createResource(ada, note('u/ada/state', 0, 'state'))
    const writes = [1, 2, 3].map((value) => editResource(ada, { path: 'u/ada/state' }, { value }))
    await Promise.all(writes)
    expect([1, 2, 3]).toContain(await getResourceValue(ada, { path: 'u/ada/state' }))
  })
})

describe('references in it', () => {
  it('are followed at any depth with the rights of the reader', async () => {
    await createVariable(ada, { path: 'u/ada/key', value: 'k', isSecret: true, description: '' })
    const value = { list: [{ key: '$var:u/ada/key', text: 'a $var:u/ada/key b', other: '$res:f/team/shared' }] }
    await createResource(ada, note('f/team/refers', value))
    expect(await getResourceValue(ada, { path: 'f/team/refers' })).toEqual(value)
    expect(await getInterpolatedValue(ada, { path: 'f/team/refers' })).toEqual({
      list: [{ key: 'k', text: 'a k b', other: { host: 'db.example.com', password: SECRET } }],
    })
    await expect(getInterpolatedValue(bob, { path: 'f/team/refers' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('$var:u/ada/key leads nowhere'),
    })
  })

  it('are refused where their writer may not read what they lead to, also on the way', async () => {
    await createVariable(grace, { path: 'u/grace/prod', value: SECRET, isSecret: true, description: '' })
    await createResource(grace, note('f/team/bridge', { key: '$var:u/grace/prod' }))
    for (const key of ['$var:u/grace/prod', '$res:f/team/bridge', '$var:u/grace/none'])
      await expect(createResource(ada, note('f/team/trap', { host: 'evil', key }))).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('leads nowhere'),
      })
    await expect(createResource(ada, note('u/ada/early', '$var:u/ada/made-later'))).resolves.toBeTruthy()
  })

  it('that lead back to themselves are told by name', async () => {
    await createResource(ada, note('u/ada/one', '$res:u/ada/two'))
    await createResource(ada, note('u/ada/two', { next: ['$res:u/ada/three'] }))
    await createResource(ada, note('u/ada/three', 'end'))
    await (await db()).resource.deleteMany({ where: { path: 'u/ada/two' } })
    await createResource(ada, note('u/ada/two', { next: '$res:u/ada/three' }))
    await expect(editResource(ada, { path: 'u/ada/three' }, { value: '$res:u/ada/one' })).resolves.toBeTruthy()
    await expect(getInterpolatedValue(ada, { path: 'u/ada/one' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('leads back to itself'),
    })
  })

  it('that multiply themselves come to an end', async () => {
    const many = (to: string) => Array.from({ length: 30 }, () => `$res:${to}`)
    await createResource(ada, note('u/ada/bomb-1', 'x'.repeat(1000)))
    await createResource(ada, note('u/ada/bomb-2', many('u/ada/bomb-1')))
    const third = createResource(ada, note('u/ada/bomb-3', many('u/ada/bomb-2')))
    await expect(third).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('too much') })
  })
})

describe('a value that programs replace', () => {
  const keys = { accessKey: 'AK', secretKey: SECRET }
  const bucket = { bucket: 'reports', region: 'auto', useSSL: true, endPoint: 's3.example.com', ...keys }

  it('comes back as it was sent, secrets included', async () => {
    await createOrEditResource(ada, { path: 'u/ada/s3', resource_type: 's3', value: bucket }, false)
    expect(await getResourceValue(ada, { path: 'u/ada/s3' })).toEqual(bucket)
    const next = { ...bucket, endPoint: 'other.example.com', secretKey: 'another' }
    await createOrEditResource(ada, { path: 'u/ada/s3', resource_type: 's3', value: next }, true)
    expect(await getResourceValue(ada, { path: 'u/ada/s3' })).toEqual(next)
  })

  it('keeps no secret that it does not hold', async () => {
    const { secretKey: _, ...without } = bucket
    await expect(editResource(ada, { path: 'u/ada/s3' }, { value: without })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('of a storage stays of its type', async () => {
    const storage = { workspaceId: 'lab', name: 'linked', resourcePath: 'u/ada/s3' }
    await (await db()).storageSetting.create({ data: storage })
    const change = editResource(ada, { path: 'u/ada/s3' }, { resource_type: 'c_note' })
    await expect(change).rejects.toMatchObject({ code: 'conflict' })
  })
})
