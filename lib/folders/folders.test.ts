import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, createContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { createGroup } from '@/lib/groups/create-group'
import { createGroupSchema } from '@/lib/groups/schema'
import { describeMembers } from '@/lib/people/describe-members'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { changeAccess, changeExtraAccess, removeOwner } from './change-access'
import { createFolder } from './create-folder'
import { deleteFolder } from './delete-folder'
import { getFolder, listFolders } from './list-folders'
import { createFolderSchema, type FolderGrant } from './schema'
import { updateFolder } from './update-folder'

let admin: Context
let ada: Context
let bob: Context
let oscar: Context

beforeAll(async () => {
  await startTestInstance()
  admin = await testContext({ username: 'grace', role: 'admin' })
  ada = await testContext({ username: 'ada' })
  oscar = await testContext({ username: 'oscar', role: 'operator' })
  bob = await testContext({ username: 'bob' })
  await createGroup(admin, createGroupSchema.parse({ name: 'crew', members: [{ username: 'bob' }] }))
  bob = await createContext(bob, 'lab')
})

const make = (name: string, ...grants: FolderGrant[]) =>
  createFolder(ada, createFolderSchema.parse({ name, displayName: 'Our things', grants }))

const put = async (kind: 'variable' | 'resource', path: string) => {
  const data = { workspaceId: 'lab', path, value: '{}' }
  const client = await db()
  if (kind === 'variable') await client.variable.create({ data })
  else
    await client.resource.create({
      data: { ...data, resourceType: 's3', secrets: '{}', createdBy: 'ada', editedBy: 'ada' },
    })
}

describe('a folder', () => {
  it('belongs to whoever makes it, and is made once', async () => {
    await make('owned')
    expect(await getFolder(ada, { name: 'owned' })).toMatchObject({
      displayName: 'Our things',
      createdBy: 'ada',
      grants: [{ subject: 'u/ada', access: 'owner' }],
      access: 'owner',
      mayShare: true,
    })
    await expect(make('owned')).rejects.toMatchObject({ code: 'conflict', fields: { name: [expect.any(String)] } })
  })

  it('is made by nobody who is an operator', async () => {
    const input = createFolderSchema.parse({ name: 'by-operator' })
    await expect(createFolder(oscar, input)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('made by a superadmin who is no member has no owner', async () => {
    const elsewhere = await testContext({ username: 'root', workspace: 'other', superadmin: true })
    const root = await createContext(elsewhere, 'lab')
    await createFolder(root, createFolderSchema.parse({ name: 'by-root' }))
    expect((await getFolder(admin, { name: 'by-root' })).grants).toEqual([])
  })

  it('is seen, changed and owned through a group', async () => {
    await make('grouped', { subject: 'g/crew', access: 'read' })
    expect(await getFolder(bob, { name: 'grouped' })).toMatchObject({ access: 'read', mayShare: false })
    await expect(updateFolder(bob, { name: 'grouped', summary: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await changeAccess(ada, { name: 'grouped', subject: 'g/crew', access: 'owner' })
    await updateFolder(bob, { name: 'grouped', summary: 'What the crew has' })
    expect(await getFolder(ada, { name: 'grouped' })).toMatchObject({
      ...{ displayName: 'Our things', summary: 'What the crew has' },
      grants: [
        { subject: 'g/crew', access: 'owner' },
        { subject: 'u/ada', access: 'owner' },
      ],
    })
    const described = await describeMembers(ada)
    expect(described.find(({ username }) => username === 'bob')).toMatchObject({
      ...{ groups: ['all', 'crew'], folders_owners: ['grouped'], operator: false },
    })
    expect(described.find(({ username }) => username === 'oscar')).toMatchObject({ operator: true, folders_read: [] })
  })

  it('is not there for those who may not see it', async () => {
    await make('hidden')
    expect((await listFolders(bob)).map(({ name }) => name)).not.toContain('hidden')
    for (const attempt of [
      getFolder(bob, { name: 'hidden' }),
      updateFolder(bob, { name: 'hidden', summary: 'x' }),
      deleteFolder(bob, { name: 'hidden' }),
      changeAccess(bob, { name: 'hidden', subject: 'u/bob', access: 'owner' }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
  })

  it('may be owned by an operator, who changes nothing all the same', async () => {
    await make('operated', { subject: 'u/oscar', access: 'owner' })
    expect(await getFolder(oscar, { name: 'operated' })).toMatchObject({ mayShare: false })
    await expect(deleteFolder(oscar, { name: 'operated' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('one access at a time', () => {
  it('keeps an owner as long as no admin decides otherwise', async () => {
    await make('kept')
    const end = { name: 'kept', subject: 'u/ada', access: 'write' as const }
    await expect(removeOwner(ada, end)).rejects.toMatchObject({ code: 'invalid' })
    await removeOwner(admin, end)
    expect((await getFolder(admin, { name: 'kept' })).grants).toEqual([{ subject: 'u/ada', access: 'write' }])
  })

  it('beside ownership leaves owners what they are', async () => {
    await make('beside')
    await changeExtraAccess(ada, { name: 'beside', subject: 'u/ada', access: 'read' })
    await changeExtraAccess(ada, { name: 'beside', subject: 'g/crew', access: 'write' })
    await changeExtraAccess(ada, { name: 'beside', subject: 'u/ada', access: null })
    expect((await getFolder(ada, { name: 'beside' })).grants).toEqual([
      { subject: 'g/crew', access: 'write' },
      { subject: 'u/ada', access: 'owner' },
    ])
    await changeExtraAccess(ada, { name: 'beside', subject: 'g/crew', access: null })
    await expect(getFolder(bob, { name: 'beside' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('deleting a folder', () => {
  it('is refused while something lies in it, and says what', async () => {
    await make('full')
    await put('variable', 'f/full/one')
    await put('variable', 'f/full/two')
    await put('resource', 'f/full/three')
    await expect(deleteFolder(ada, { name: 'full' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('1 resource and 2 variables lie in it'),
    })
    await (await db()).variable.deleteMany({ where: { path: { startsWith: 'f/full/' } } })
    await expect(deleteFolder(ada, { name: 'full' })).rejects.toMatchObject({
      message: expect.stringContaining('1 resource lies in it'),
    })
    await (await db()).resource.deleteMany({ where: { path: 'f/full/three' } })
    await deleteFolder(ada, { name: 'full' })
    await expect(getFolder(admin, { name: 'full' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('does not take an underscore in its name for any letter', async () => {
    await make('a_b')
    await make('axb')
    await put('variable', 'f/axb/thing')
    await expect(deleteFolder(ada, { name: 'a_b' })).resolves.toEqual({ name: 'a_b' })
  })

  it('leaves nothing to whoever makes the next of that name', async () => {
    await make('again', { subject: 'u/bob', access: 'write' })
    await deleteFolder(ada, { name: 'again' })
    await make('again')
    await expect(getFolder(bob, { name: 'again' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
