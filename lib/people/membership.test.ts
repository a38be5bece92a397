import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { testContext, testPerson } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { addMember } from './add-member'
import { deleteUser } from './delete-user'
import { forgetIdentities } from './identity-cache'
import { listMembers } from './list-members'
import { removeMember } from './remove-member'
import { updateMember } from './update-member'
import { updateUser } from './update-user'

beforeAll(() => startTestInstance())
beforeEach(async () => {
  const client = await db()
  await client.workspace.deleteMany()
  await client.user.deleteMany()
  forgetIdentities()
})

const idOf = ({ person }: { person: { id: string } }) => ({ userId: person.id })
const gone = { code: 'not_found' }
const lastAdmin = { code: 'conflict', message: expect.stringContaining('last admin') }

describe('a member who is disabled', () => {
  it('is out at once, and back at once when enabled', async () => {
    const boss = await testContext({ username: 'boss', role: 'admin' })
    const ada = await testContext()
    await updateMember(boss, { ...idOf(ada), disabled: true })
    await expect(createContext(ada, 'lab')).rejects.toMatchObject(gone)
    expect(await listMembers(boss)).toMatchObject([
      { username: 'ada', role: 'developer', disabled: true, disabledHere: true },
      { username: 'boss', disabled: false, disabledHere: false },
    ])
    await updateMember(boss, { ...idOf(ada), disabled: false })
    await expect(createContext(ada, 'lab')).resolves.toMatchObject({ role: 'developer' })
  })

  it('stays in other workspaces', async () => {
    const boss = await testContext({ username: 'boss', role: 'admin' })
    const ada = await testContext({ workspace: 'other' })
    await addMember(boss, { email: ada.person.email, role: 'developer' })
    await updateMember(boss, { ...idOf(ada), disabled: true })
    await expect(createContext(ada, 'lab')).rejects.toMatchObject(gone)
    await expect(createContext(ada, 'other')).resolves.toMatchObject({ username: 'ada' })
  })

  it('is disabled by admins, and by nobody for themselves', async () => {
    const boss = await testContext({ username: 'boss', role: 'admin' })
    const ada = await testContext()
    await testContext({ username: 'second', role: 'admin' })
    await expect(updateMember(ada, { ...idOf(boss), disabled: true })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateMember(boss, { ...idOf(boss), disabled: true })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('the last enabled admin', () => {
  it('stays: disabled ones do not count, here or everywhere', async () => {
    const boss = await testContext({ username: 'boss', role: 'admin' })
    const second = await testContext({ username: 'second', role: 'admin' })
    const third = await testContext({ username: 'third', role: 'admin' })
    const root = await testPerson({ username: 'root', superadmin: true })
    await updateMember(boss, { ...idOf(second), disabled: true })
    await updateUser(root, { ...idOf(third), disabled: true })
    await expect(updateMember(boss, { ...idOf(boss), role: 'developer' })).rejects.toMatchObject(lastAdmin)
    await expect(removeMember(boss, idOf(boss))).rejects.toMatchObject(lastAdmin)
    const rootHere = await createContext(root, 'lab')
    await expect(updateMember(rootHere, { ...idOf(boss), disabled: true })).rejects.toMatchObject(lastAdmin)
    await updateMember(boss, { ...idOf(second), disabled: false })
    await updateMember(boss, { ...idOf(boss), role: 'developer' })
  })

  it('stays when two are taken down at once', async () => {
    const boss = await testContext({ username: 'boss', role: 'admin' })
    const second = await testContext({ username: 'second', role: 'admin' })
    const outcomes = await Promise.allSettled([
      updateMember(boss, { ...idOf(second), disabled: true }),
      updateMember(second, { ...idOf(boss), disabled: true }),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is not among those who are disabled: such an admin can be taken out', async () => {
    const boss = await testContext({ username: 'boss', role: 'admin' })
    const second = await testContext({ username: 'second', role: 'admin' })
    await updateMember(boss, { ...idOf(second), disabled: true })
    await expect(removeMember(boss, idOf(second))).resolves.toBeUndefined()
  })
})

describe('deleting a user', () => {
  it('is for superadmins, not of themselves, and one of them stays', async () => {
    const [root, ada] = [await testPerson({ username: 'root', superadmin: true }), await testPerson()]
    await expect(deleteUser(ada, idOf(root))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteUser(root, idOf(root))).rejects.toMatchObject({ code: 'conflict' })
    await deleteUser(root, idOf(ada))
    await expect(deleteUser(root, idOf(ada))).rejects.toMatchObject(gone)
  })

  it('ends memberships and grants, and leaves what lies under their name to nobody else', async () => {
    const root = await testPerson({ username: 'root', superadmin: true })
    const boss = await testContext({ username: 'boss', role: 'admin' })
    const ada = await testContext()
    const client = await db()
    await client.variable.create({ data: { workspaceId: 'lab', path: 'u/ada/kept', value: 'x' } })
    const subject = 'u/ada'
    const grant = { workspaceId: 'lab', kind: 'variable', path: 'u/boss/x', subject, write: true }
    await client.pathGrant.create({ data: grant })
    const grants = { create: { subject, access: 'owner' } }
    await client.folder.create({ data: { workspaceId: 'lab', name: 'team', grants } })
    await deleteUser(root, idOf(ada))
    expect(await listMembers(boss)).toMatchObject([{ username: 'boss' }])
    expect(await client.pathGrant.count()).toBe(0)
    expect(await client.folderGrant.count()).toBe(0)
    expect(await client.variable.count({ where: { path: 'u/ada/kept' } })).toBe(1)
    const next = await testPerson()
    const place = { email: next.person.email, username: 'ada', role: 'developer' as const }
    await expect(addMember(boss, place)).rejects.toMatchObject({ code: 'conflict' })
  })
})
