import { beforeEach, describe, expect, it } from 'vitest'
import { verifyPassword } from '@/lib/auth/passwords'
import { db } from '@/lib/db'
import { reloadEnv } from '@/lib/env'
import { processWide } from '@/lib/shared'
import { startTestInstance } from '@/lib/testing/instance'
import { createFirstAdmin, ensureFirstAdmin, isSetUp } from './create-first-admin'

const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse' }

let started: Promise<unknown> | undefined

beforeEach(async () => {
  started ??= startTestInstance()
  await started
  const client = await db()
  await client.user.deleteMany()
  await client.instanceSetting.deleteMany()
  await client.workspace.deleteMany()
  processWide('set-up', () => ({ done: false })).done = false
})

describe('the first admin', () => {
  it('is a superadmin with a place in every workspace', async () => {
    const client = await db()
    await client.workspace.create({ data: { id: 'demo', name: 'Demo' } })
    const { id } = await createFirstAdmin(ada)
    const user = await client.user.findUniqueOrThrow({ where: { id }, include: { memberships: true } })
    expect(user).toMatchObject({ email: ada.email, superadmin: true, disabledAt: null })
    expect(user.memberships).toMatchObject([{ workspaceId: 'demo', username: 'ada', role: 'admin' }])
    await expect(isSetUp()).resolves.toBe(true)
  })

  it('is made once, also when several set up at the same moment', async () => {
    const tries = ['ada', 'bob', 'eve'].map((name) => createFirstAdmin({ ...ada, email: `${name}@example.com` }))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' })
    expect(await (await db()).user.count()).toBe(1)
  })

  it('is never made once there is a user', async () => {
    await createFirstAdmin(ada)
    processWide('set-up', () => ({ done: false })).done = false
    await expect(createFirstAdmin({ ...ada, email: 'eve@example.com' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('comes from the settings while there is no user', async () => {
    process.env.ADMIN_EMAIL = 'Root@Example.com'
    process.env.ADMIN_PASSWORD = 'from the settings'
    reloadEnv()
    await expect(ensureFirstAdmin()).resolves.toBe(true)
    await expect(ensureFirstAdmin()).resolves.toBe(false)
    const [user] = await (await db()).user.findMany()
    expect(user).toMatchObject({ email: 'root@example.com', superadmin: true })
    expect(await verifyPassword('from the settings', user?.passwordHash ?? null)).toBe(true)
  })

  it('stays as it is when the settings name another', async () => {
    await createFirstAdmin(ada)
    process.env.ADMIN_EMAIL = 'other@example.com'
    process.env.ADMIN_PASSWORD = 'another password'
    reloadEnv()
    await expect(ensureFirstAdmin()).resolves.toBe(false)
    expect(await (await db()).user.count()).toBe(1)
  })
})
