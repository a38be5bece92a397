import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { testContext, testPerson } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { addMember } from './add-member'
import { forgetIdentities } from './identity-cache'
import { listMembers } from './list-members'
import { removeMember } from './remove-member'
import { updateMember } from './update-member'

beforeAll(() => startTestInstance())
beforeEach(async () => {
  const client = await db()
  await client.workspace.deleteMany()
  await client.user.deleteMany()
  forgetIdentities()
})

const makeAdmin = () => testContext({ username: 'boss', role: 'admin' })
const add = { role: 'developer' as const }

async function makeResource(path: string) {
  const data = {
    workspaceId: 'lab',
    path,
    resourceType: 's3',
    value: '{}',
    secrets: '{}',
    createdBy: 'x',
    editedBy: 'x',
  }
  await (await db()).resource.create({ data })
}

describe('adding a member', () => {
  it('is for admins', async () => {
    const ctx = await testContext({ username: 'member' })
    const other = await testPerson()
    const input = { email: other.person.email, ...add }
    await expect(addMember(ctx, input)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('gives a user a place at once, under a name made from the address', async () => {
    const [ctx, newcomer] = [await makeAdmin(), await testPerson({ username: 'grace' })]
    await expect(createContext(newcomer, 'lab')).rejects.toMatchObject({ code: 'not_found' })
    const { username } = await addMember(ctx, { email: newcomer.person.email, ...add })
    expect(username).toMatch(/^grace-[0-9a-f]{8}$/)
    await expect(createContext(newcomer, 'lab')).resolves.toMatchObject({ username, isAdmin: false })
  })

  it('takes the wanted username, and refuses one that is taken', async () => {
    const [ctx, one, other] = [await makeAdmin(), await testPerson(), await testPerson()]
    await addMember(ctx, { email: one.person.email, username: 'ada', ...add })
    await expect(addMember(ctx, { email: other.person.email, username: 'ada', ...add })).rejects.toMatchObject({
      code: 'conflict',
      fields: { username: [expect.stringContaining('taken')] },
    })
  })

  it('numbers a name that is taken when none was wanted', async () => {
    const client = await db()
    const ctx = await makeAdmin()
    for (const host of ['one', 'two', 'three']) await client.user.create({ data: { email: `ada@${host}.example` } })
    const names: string[] = []
    for (const host of ['one', 'two', 'three'])
      names.push((await addMember(ctx, { email: `ada@${host}.example`, ...add })).username)
    expect(names).toEqual(['ada', 'ada_2', 'ada_3'])
  })

  it('refuses whoever is a member already', async () => {
    const ctx = await makeAdmin()
    await expect(addMember(ctx, { email: ctx.person.email, ...add })).rejects.toMatchObject({
      code: 'conflict',
      fields: { email: [expect.stringContaining('member of this workspace already')] },
    })
  })

  it('sends an admin who names an unknown address to a superadmin', async () => {
    const ctx = await makeAdmin()
    const input = { email: 'new@example.com', ...add }
    const refusal = { code: 'not_found', message: expect.stringContaining('Ask a superadmin') }
    await expect(addMember(ctx, input)).rejects.toMatchObject(refusal)
    await expect(addMember(ctx, { ...input, newUser: { name: '' } })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await (await db()).user.count({ where: { email: 'new@example.com' } })).toBe(0)
  })

  it('lets a superadmin make the user at the same time', async () => {
    const ctx = await testContext({ username: 'root', superadmin: true })
    const input = { email: 'new@example.com', ...add, newUser: { name: 'New' } }
    await expect(addMember(ctx, { ...input, username: 'root' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await (await db()).user.count({ where: { email: 'new@example.com' } })).toBe(0)
    const added = await addMember(ctx, input)
    expect(added).toMatchObject({ username: 'new', temporaryPassword: expect.any(String) })
  })
})

describe('the username of a former member', () => {
  async function leave(username: string) {
    const [ctx, { person }] = [await makeAdmin(), await testPerson({ username })]
    await addMember(ctx, { email: person.email, username, ...add })
    await removeMember(ctx, { userId: person.id })
    return { ctx, person }
  }

  it('is free for everybody when nothing lies under it', async () => {
    const { ctx } = await leave('ada')
    await makeResource('u/adam/key')
    await makeResource('f/u/ada')
    const other = await testPerson()
    await expect(addMember(ctx, { email: other.person.email, username: 'ada', ...add })).resolves.toBeDefined()
  })

  it('is for nobody else while resources lie under it', async () => {
    const { ctx } = await leave('ada')
    await makeResource('u/ada/key')
    const other = await testPerson()
    await expect(addMember(ctx, { email: other.person.email, username: 'ada', ...add })).rejects.toMatchObject({
      code: 'conflict',
      fields: { username: [expect.stringContaining('u/ada/')] },
    })
  })

  it('is for nobody else while variables lie under it, also when no name was wanted', async () => {
    const { ctx } = await leave('grace')
    const client = await db()
    await client.variable.create({ data: { workspaceId: 'lab', path: 'u/grace/token', value: 'x' } })
    await client.user.create({ data: { email: 'grace@example.com' } })
    await expect(addMember(ctx, { email: 'grace@example.com', ...add })).resolves.toMatchObject({ username: 'grace_2' })
  })

  it('comes back with its bearer', async () => {
    const { ctx, person } = await leave('ada')
    await makeResource('u/ada/key')
    await expect(addMember(ctx, { email: person.email, ...add })).resolves.toMatchObject({ username: 'ada' })
  })

  it('takes no grants in folders along', async () => {
    const [ctx, { person }] = [await makeAdmin(), await testPerson()]
    await addMember(ctx, { email: person.email, username: 'ada', ...add })
    const client = await db()
    const grants = {
      create: [
        { subject: 'u/ada', access: 'write' },
        { subject: 'u/boss', access: 'owner' },
      ],
    }
    await client.folder.create({ data: { workspaceId: 'lab', name: 'plans', grants } })
    await removeMember(ctx, { userId: person.id })
    expect(await client.folderGrant.findMany({ select: { subject: true } })).toEqual([{ subject: 'u/boss' }])
  })
})

describe('changing and removing members', () => {
  it('is for admins', async () => {
    const [admin, ctx] = [await makeAdmin(), await testContext({ username: 'member' })]
    const userId = admin.person.id
    await expect(updateMember(ctx, { userId, role: 'developer' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeMember(ctx, { userId })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('acts at once', async () => {
    const [ctx, newcomer] = [await makeAdmin(), await testContext({ username: 'member' })]
    const userId = newcomer.person.id
    await updateMember(ctx, { userId, role: 'admin' })
    await expect(createContext(newcomer, 'lab')).resolves.toMatchObject({ isAdmin: true })
    await removeMember(ctx, { userId })
    await expect(createContext(newcomer, 'lab')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('keeps one enabled admin', async () => {
    const [ctx, other] = [await makeAdmin(), await testContext({ username: 'second', role: 'admin' })]
    await (await db()).user.update({ where: { id: other.person.id }, data: { disabledAt: new Date() } })
    const userId = ctx.person.id
    const refusal = { code: 'conflict', message: expect.stringContaining('last admin') }
    await expect(updateMember(ctx, { userId, role: 'developer' })).rejects.toMatchObject(refusal)
    await expect(removeMember(ctx, { userId })).rejects.toMatchObject(refusal)
    await (await db()).user.update({ where: { id: other.person.id }, data: { disabledAt: null } })
    await expect(removeMember(ctx, { userId })).resolves.toBeUndefined()
  })

  it('keeps one admin when two remove each other at the same moment', async () => {
    const [one, other] = [await makeAdmin(), await testContext({ username: 'second', role: 'admin' })]
    await Promise.allSettled([
      removeMember(one, { userId: other.person.id }),
      removeMember(other, { userId: one.person.id }),
    ])
    expect(await listMembers(one)).toHaveLength(1)
  })

  it('reaches only the own workspace', async () => {
    const [ctx, stranger] = [await makeAdmin(), await testContext({ username: 'far', workspace: 'elsewhere' })]
    await expect(removeMember(ctx, { userId: stranger.person.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(updateMember(ctx, { userId: stranger.person.id, role: 'admin' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
