import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, createContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { createFolder } from '@/lib/folders/create-folder'
import { createFolderSchema } from '@/lib/folders/schema'
import { shareFolder } from '@/lib/folders/share-folder'
import { canReadPath } from '@/lib/resources/can-read-path'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { deleteGroup, updateGroup } from './change-group'
import { addGroupMember, removeGroupMember, setGroupMembers } from './change-members'
import { createGroup } from './create-group'
import { getGroup, listGroups } from './list-groups'
import { createGroupSchema } from './schema'

let admin: Context
let ada: Context
let bob: Context
let root: Context

beforeAll(async () => {
  await startTestInstance()
  admin = await testContext({ username: 'grace', role: 'admin' })
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  const elsewhere = await testContext({ username: 'root', workspace: 'other', superadmin: true })
  root = await createContext(elsewhere, 'lab')
})

const make = (name: string, ...members: { username: string; manager?: boolean }[]) =>
  createGroup(admin, createGroupSchema.parse({ name, members }))
/** The same person as the next request sees them. */
const again = (ctx: Context) => createContext(ctx, ctx.workspace.id)

describe('the group all', () => {
  it('is there without a row and holds everybody', async () => {
    const [all] = await listGroups(bob)
    expect(all).toMatchObject({ name: 'all', mayManage: false })
    expect(all?.members.map(({ username }) => username)).toEqual(['ada', 'bob', 'grace'])
  })

  it('cannot be made, changed, deleted, joined or left', async () => {
    await expect(make('all')).rejects.toMatchObject({ code: 'conflict' })
    for (const change of [
      updateGroup(admin, { name: 'all', summary: 'x' }),
      deleteGroup(admin, { name: 'all' }),
      setGroupMembers(admin, { name: 'all', members: [] }),
      addGroupMember(admin, { name: 'all', username: 'bob' }),
      removeGroupMember(admin, { name: 'all', username: 'bob' }),
    ])
      await expect(change).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a group', () => {
  it('is made by admins, since rules give rights by its name', async () => {
    const input = createGroupSchema.parse({ name: 'payroll' })
    await expect(createGroup(ada, input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createGroup(admin, input)).resolves.toEqual({ name: 'payroll' })
    expect((await getGroup(bob, { name: 'payroll' })).members).toEqual([{ username: 'grace', manager: true }])
    await expect(createGroup(admin, input)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('has no place for a superadmin who is no member', async () => {
    await createGroup(root, createGroupSchema.parse({ name: 'by-root' }))
    expect((await getGroup(root, { name: 'by-root' })).members).toEqual([])
  })

  it('takes members of the workspace only', async () => {
    await expect(make('strangers', { username: 'nobody' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('nobody'),
    })
    await make('known')
    await expect(addGroupMember(admin, { name: 'known', username: 'nobody' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  it('is changed by its managers and by admins, and by nobody else', async () => {
    await make('managed', { username: 'ada', manager: true }, { username: 'bob' })
    const change = { name: 'managed', summary: 'Who looks after things' }
    await expect(updateGroup(bob, change)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(addGroupMember(bob, { name: 'managed', username: 'grace' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await updateGroup(ada, change)
    await addGroupMember(ada, { name: 'managed', username: 'grace' })
    await removeGroupMember(ada, { name: 'managed', username: 'bob' })
    expect(await getGroup(ada, { name: 'managed' })).toEqual({
      ...change,
      members: [
        { username: 'ada', manager: true },
        { username: 'grace', manager: false },
      ],
      mayManage: true,
    })
    await expect(deleteGroup(bob, { name: 'managed' })).rejects.toMatchObject({ code: 'forbidden' })
    await deleteGroup(ada, { name: 'managed' })
    await expect(getGroup(admin, { name: 'managed' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves a manager who is added again what they are', async () => {
    await make('twice', { username: 'ada', manager: true })
    await addGroupMember(admin, { name: 'twice', username: 'ada' })
    expect((await getGroup(admin, { name: 'twice' })).members).toEqual([{ username: 'ada', manager: true }])
  })

  it('lets its members into folders at once, and those who leave it out at once', async () => {
    await make('finance')
    await createFolder(ada, createFolderSchema.parse({ name: 'money' }))
    await shareFolder(ada, {
      name: 'money',
      grants: [
        { subject: 'u/ada', access: 'owner' },
        { subject: 'g/finance', access: 'read' },
      ],
    })
    const reads = async () => canReadPath(await again(bob), 'resource', 'f/money/x')
    expect(await reads()).toBe(false)
    await addGroupMember(admin, { name: 'finance', username: 'bob' })
    expect(await reads()).toBe(true)
    await removeGroupMember(admin, { name: 'finance', username: 'bob' })
    expect(await reads()).toBe(false)
  })

  it('takes what was granted to it along when it is deleted: the next of that name inherits nothing', async () => {
    await make('short-lived', { username: 'bob' })
    await createFolder(ada, createFolderSchema.parse({ name: 'kept' }))
    const owner = { subject: 'u/ada', access: 'owner' as const }
    await shareFolder(ada, { name: 'kept', grants: [owner, { subject: 'g/short-lived', access: 'write' }] })
    await deleteGroup(admin, { name: 'short-lived' })
    await make('short-lived', { username: 'bob' })
    expect(await canReadPath(await again(bob), 'resource', 'f/kept/x')).toBe(false)
    const grants = await (await db()).folderGrant.findMany({ where: { folder: 'kept' }, select: { subject: true } })
    expect(grants).toEqual([{ subject: 'u/ada' }])
  })
})
