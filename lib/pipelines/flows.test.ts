import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { deleteFolder } from '@/lib/folders/delete-folder'
import { shareFolder } from '@/lib/folders/share-folder'
import { setGrants } from '@/lib/grants/set-grants'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { flowExists, getFlow, listFlows } from './get-flow'
import { archiveFlow, createFlow, deleteFlow, updateFlow } from './save-flow'

let ada: Context
let bob: Context
let oscar: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  oscar = await testContext({ username: 'oscar', role: 'operator' })
})

const value = { modules: [{ id: 'a', value: { type: 'identity' } }] }
const flow = (path: string) => ({ path, summary: 'Hands on', value })

describe('a pipeline', () => {
  it('lies where its writer may write, and is seen by who may read there', async () => {
    await createFlow(ada, { ...flow('u/ada/first'), schema: { type: 'object' } })
    expect(await getFlow(ada, { path: 'u/ada/first' })).toMatchObject({
      ...{ version: 1, created_by: 'ada', can_write: true, schema: { type: 'object' }, archived: false },
      value,
    })
    await expect(createFlow(ada, flow('u/bob/taken'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createFlow(ada, flow('../etc/passwd'))).rejects.toMatchObject({ code: 'invalid' })
    await expect(getFlow(bob, { path: 'u/ada/first' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await flowExists(bob, { path: 'u/ada/first' })).toBe(false)
    expect(await listFlows(bob, {})).toEqual([])
    expect((await listFlows(ada, {})).map(({ path }) => path)).toEqual(['u/ada/first'])
  })

  it('has a place of its own', async () => {
    await expect(createFlow(ada, flow('u/ada/first'))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is written by no operator', async () => {
    await expect(createFlow(oscar, flow('u/oscar/mine'))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('that somebody saved meanwhile is not overwritten', async () => {
    await createFlow(ada, flow('u/ada/changed'))
    await updateFlow(ada, { current: 'u/ada/changed', value, version: 1 })
    await expect(updateFlow(ada, { current: 'u/ada/changed', value, version: 1 })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await getFlow(ada, { path: 'u/ada/changed' })).toMatchObject({ version: 2 })
  })

  it('moves with its extra permissions, and onto no other', async () => {
    await createFlow(ada, flow('u/ada/old'))
    await setGrants(ada, { kind: 'flow', path: 'u/ada/old', grants: [{ subject: 'u/bob', write: true }] })
    await expect(updateFlow(ada, { current: 'u/ada/old', path: 'u/ada/first', value })).rejects.toMatchObject({
      code: 'conflict',
    })
    await updateFlow(ada, { current: 'u/ada/old', path: 'u/ada/new', value })
    expect(await getFlow(bob, { path: 'u/ada/new' })).toMatchObject({ can_write: true, extra_perms: { 'u/bob': true } })
    await expect(getFlow(ada, { path: 'u/ada/old' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteFlow(bob, { path: 'u/ada/new' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is archived, brought back and deleted', async () => {
    const path = 'u/ada/gone'
    await createFlow(ada, flow(path))
    await archiveFlow(ada, { path, archived: true })
    expect(await flowExists(ada, { path })).toBe(false)
    expect((await listFlows(ada, { show_archived: true })).map((each) => each.path)).toEqual([path])
    await updateFlow(ada, { current: path, value, version: 1 })
    expect(await getFlow(ada, { path })).toMatchObject({ version: 2, archived: true })
    await archiveFlow(ada, { path, archived: false })
    expect(await flowExists(ada, { path })).toBe(true)
    await deleteFlow(ada, { path })
    await expect(getFlow(ada, { path })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('in a folder is read by its members, and keeps the folder', async () => {
    await createFlow(ada, { ...flow('f/crew/one'), newFolder: true })
    await shareFolder(ada, {
      name: 'crew',
      grants: [
        { subject: 'u/ada', access: 'owner' },
        { subject: 'u/bob', access: 'read' },
      ],
    })
    expect(await getFlow(bob, { path: 'f/crew/one' })).toMatchObject({ can_write: false })
    await expect(updateFlow(bob, { current: 'f/crew/one', value })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteFolder(ada, { name: 'crew' })).rejects.toThrow('1 pipeline lies in it')
  })
})
