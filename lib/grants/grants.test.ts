import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, createContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { createFolder } from '@/lib/folders/create-folder'
import { createFolderSchema } from '@/lib/folders/schema'
import { createGroup } from '@/lib/groups/create-group'
import { createGroupSchema } from '@/lib/groups/schema'
import { removeMember } from '@/lib/people/remove-member'
import { canReadPath, canWritePath, createPathJudge } from '@/lib/resources/can-read-path'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createVariable } from '@/lib/variables/create-variable'
import { deleteVariable } from '@/lib/variables/delete-variable'
import { listVariables } from '@/lib/variables/list-variables'
import { createVariableSchema } from '@/lib/variables/schema'
import { updateVariable } from '@/lib/variables/update-variable'
import { listGrants } from './list-grants'
import type { Grant } from './schema'
import { addGrant, dropGrant, setGrants } from './set-grants'

let admin: Context
let ada: Context
let bob: Context
let oscar: Context

beforeAll(async () => {
  await startTestInstance()
  admin = await testContext({ username: 'grace', role: 'admin' })
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  oscar = await testContext({ username: 'oscar', role: 'operator' })
  await createFolder(ada, createFolderSchema.parse({ name: 'team' }))
})

const variable = (path: string) =>
  createVariable(ada, createVariableSchema.parse({ path, value: 'hello', description: '' }))
const item = (path: string) => ({ kind: 'variable' as const, path })
const give = (path: string, ...grants: Grant[]) => setGrants(ada, { ...item(path), grants })
const rights = async (ctx: Context, path: string) => [
  await canReadPath(ctx, 'variable', path),
  await canWritePath(ctx, 'variable', path),
]

describe('an extra permission', () => {
  it.each([
    [{ subject: 'u/bob', write: false }, true, false],
    [{ subject: 'u/bob', write: true }, true, true],
    [{ subject: 'g/all', write: false }, true, false],
    [{ subject: 'u/grace', write: true }, false, false],
  ])('%o: bob reads %s, changes %s', async (grant, reads, changes) => {
    const path = `u/ada/for_${grant.subject.slice(2)}_${grant.write}`
    await variable(path)
    expect(await rights(bob, path)).toEqual([false, false])
    await give(path, grant)
    expect(await rights(bob, path)).toEqual([reads, changes])
    expect((await listVariables(bob)).find((found) => found.path === path)?.mayWrite).toBe(reads ? changes : undefined)
    const judge = await createPathJudge(bob, 'variable')
    expect(judge(path)).toEqual({ mayRead: reads, mayWrite: changes })
  })

  it('lets operators read and never change', async () => {
    await variable('u/ada/operated')
    await give('u/ada/operated', { subject: 'u/oscar', write: true })
    expect(await rights(oscar, 'u/ada/operated')).toEqual([true, false])
  })

  it('is of one kind of item: another at the same path stays closed', async () => {
    await variable('u/ada/same')
    await give('u/ada/same', { subject: 'u/bob', write: true })
    expect(await canReadPath(bob, 'resource', 'u/ada/same')).toBe(false)
    expect(await canReadPath(bob, 'script', 'u/ada/same')).toBe(false)
  })

  it('of a group holds for whoever is in it', async () => {
    await createGroup(admin, createGroupSchema.parse({ name: 'readers', members: [{ username: 'bob' }] }))
    await variable('u/ada/grouped')
    await give('u/ada/grouped', { subject: 'g/readers', write: false })
    expect(await rights(await createContext(bob, 'lab'), 'u/ada/grouped')).toEqual([true, false])
  })

  it('follows an item that moves, and leaves the place it came from', async () => {
    await variable('u/ada/here')
    await give('u/ada/here', { subject: 'u/bob', write: false })
    const { editedAt } = await (await db()).variable.findFirstOrThrow({ where: { path: 'u/ada/here' } })
    const next = { newPath: 'u/ada/there', editedAt, description: '', isSecret: false }
    await updateVariable(ada, { path: 'u/ada/here', ...next })
    expect(await rights(bob, 'u/ada/there')).toEqual([true, false])
    await variable('u/ada/here')
    expect(await rights(bob, 'u/ada/here')).toEqual([false, false])
  })

  it('ends with its item: what is put there next begins without', async () => {
    await variable('u/ada/gone')
    await give('u/ada/gone', { subject: 'u/bob', write: true })
    await deleteVariable(ada, { path: 'u/ada/gone' })
    await variable('u/ada/gone')
    expect(await rights(bob, 'u/ada/gone')).toEqual([false, false])
    expect(await (await db()).pathGrant.count({ where: { path: 'u/ada/gone' } })).toBe(0)
  })

  it('goes with the member: the next of that username inherits nothing', async () => {
    const dan = await testContext({ username: 'dan' })
    await variable('u/ada/dans')
    await give('u/ada/dans', { subject: 'u/dan', write: true })
    await removeMember(admin, { userId: dan.person.id })
    const next = await testContext({ username: 'dan' })
    expect(await rights(next, 'u/ada/dans')).toEqual([false, false])
  })
})

describe('who decides', () => {
  it('is whoever owns the path, and admins', async () => {
    await variable('u/ada/decided')
    await give('u/ada/decided', { subject: 'u/bob', write: true })
    const grants = [{ subject: 'u/bob', write: true }]
    await expect(setGrants(bob, { ...item('u/ada/decided'), grants })).rejects.toMatchObject({ code: 'forbidden' })
    await setGrants(admin, { ...item('u/ada/decided'), grants: [] })
    await expect(setGrants(bob, { ...item('u/ada/decided'), grants })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('in a folder is its owners, not those who may write in it', async () => {
    await variable('f/team/shared')
    await addGrant(ada, item('f/team/shared'), { subject: 'u/bob', write: true })
    await expect(dropGrant(bob, item('f/team/shared'), 'u/bob')).rejects.toMatchObject({ code: 'forbidden' })
    await dropGrant(ada, item('f/team/shared'), 'u/bob')
    expect(await rights(bob, 'f/team/shared')).toEqual([false, false])
  })

  it('names nobody who is not there, and nothing that is not there', async () => {
    await variable('u/ada/named')
    for (const subject of ['u/nobody', 'g/nobody'])
      await expect(give('u/ada/named', { subject, write: false })).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('nobody'),
      })
    await expect(give('u/ada/nothing', { subject: 'u/bob', write: false })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is told by the list, with all who could be granted something', async () => {
    await variable('u/ada/listed')
    await give('u/ada/listed', { subject: 'u/bob', write: false })
    const { grants, mayChange, subjects } = await listGrants(ada, item('u/ada/listed'))
    expect(grants).toEqual([{ subject: 'u/bob', write: false }])
    expect(mayChange).toBe(true)
    expect(subjects.slice(0, 1)).toEqual(['g/all'])
    expect(subjects).toEqual(expect.arrayContaining(['u/ada', 'u/bob', 'u/grace']))
    expect(await listGrants(bob, item('u/ada/listed'))).toMatchObject({ mayChange: false, subjects: [] })
    await expect(listGrants(oscar, item('u/ada/listed'))).rejects.toMatchObject({ code: 'not_found' })
  })
})
