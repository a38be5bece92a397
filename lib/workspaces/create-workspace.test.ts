import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { testContext, testPerson } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createWorkspace } from './create-workspace'
import { listWorkspaces } from './list-workspaces'
import { createWorkspaceSchema } from './schema'

beforeAll(() => startTestInstance())
beforeEach(async () => {
  await (await db()).workspace.deleteMany()
  forgetIdentities()
})

describe('a workspace', () => {
  it('is made by superadmins, who become its first admin', async () => {
    const ctx = await testPerson({ superadmin: true })
    await createWorkspace(ctx, { id: 'plans', name: 'Plans' })
    const members = await (await db()).membership.findMany({ select: { userId: true, role: true } })
    expect(members).toEqual([{ userId: ctx.person.id, role: 'admin' }])
    const refused = createWorkspace(await testPerson(), { id: 'other', name: 'Other' })
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('has an id of its own', async () => {
    const ctx = await testPerson({ superadmin: true })
    await createWorkspace(ctx, { id: 'plans', name: 'Plans' })
    await expect(createWorkspace(ctx, { id: 'plans', name: 'Again' })).rejects.toMatchObject({
      code: 'conflict',
      fields: { id: [expect.stringContaining('plans')] },
    })
  })

  it.each(['', 'Plans', 'a b', '../x', '-a', 'a/b', 'x'.repeat(51)])('refuses the id %j', (id) => {
    expect(createWorkspaceSchema.safeParse({ id, name: 'Plans' }).success).toBe(false)
  })

  it('is found by its members and by superadmins, and by nobody else', async () => {
    const member = await testContext({ workspace: 'one' })
    await testContext({ workspace: 'two' })
    const superadmin = await testPerson({ superadmin: true })
    expect(await listWorkspaces(member)).toMatchObject([{ id: 'one', username: 'ada', isAdmin: false }])
    expect(await listWorkspaces(superadmin)).toMatchObject([
      { id: 'one', username: null, isAdmin: true },
      { id: 'two', username: null },
    ])
    expect(await listWorkspaces(await testPerson())).toEqual([])
    await expect(createContext(member, 'two')).rejects.toMatchObject({ code: 'not_found' })
    await expect(createContext(superadmin, 'two')).resolves.toMatchObject({ isAdmin: true })
  })
})
