import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPersonContext } from '@/lib/auth/context'
import { verifyPassword } from '@/lib/auth/passwords'
import { db } from '@/lib/db'
import { testPerson } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { changePassword } from './change-password'
import { createUser } from './create-user'
import { endSessions } from './end-sessions'
import { forgetIdentities } from './identity-cache'
import { listUsers } from './list-users'
import { resetPassword } from './reset-password'
import { updateProfile } from './update-profile'
import { updateUser } from './update-user'

beforeAll(() => startTestInstance())
beforeEach(async () => {
  await (await db()).user.deleteMany()
  forgetIdentities()
})

const row = async (id: string) => (await db()).user.findUniqueOrThrow({ where: { id } })
const claimsOf = (user: { id: string; sessionVersion: number }) => ({
  sub: user.id,
  sv: user.sessionVersion,
  exp: 1e12,
})
const ended = { code: 'unauthenticated' }

describe('users of the instance', () => {
  it('are for superadmins to see, make and change', async () => {
    const ctx = await testPerson()
    const someone = await testPerson()
    const refused = { code: 'forbidden' }
    await expect(listUsers(ctx)).rejects.toMatchObject(refused)
    const user = { email: 'new@example.com', name: '', superadmin: false }
    await expect(createUser(ctx, user)).rejects.toMatchObject(refused)
    await expect(updateUser(ctx, { userId: someone.person.id, disabled: true })).rejects.toMatchObject(refused)
    await expect(updateUser(ctx, { userId: ctx.person.id, superadmin: true })).rejects.toMatchObject(refused)
    await expect(resetPassword(ctx, { userId: someone.person.id })).rejects.toMatchObject(refused)
  })

  it('get a password that is made up and told once, or the one that is given', async () => {
    const ctx = await testPerson({ superadmin: true })
    const made = await createUser(ctx, { email: 'made@example.com', name: 'Made', superadmin: false })
    expect(made.temporaryPassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    expect(await verifyPassword(made.temporaryPassword ?? '', (await row(made.id)).passwordHash)).toBe(true)
    const input = { email: 'given@example.com', name: '', password: 'given by hand', superadmin: true }
    const given = await createUser(ctx, input)
    expect(given.temporaryPassword).toBeNull()
    expect(await verifyPassword('given by hand', (await row(given.id)).passwordHash)).toBe(true)
    expect((await row(given.id)).superadmin).toBe(true)
  })

  it('have one address each', async () => {
    const ctx = await testPerson({ superadmin: true })
    await expect(createUser(ctx, { email: ctx.person.email, name: '', superadmin: false })).rejects.toMatchObject({
      code: 'conflict',
      fields: { email: [expect.stringContaining(ctx.person.email)] },
    })
  })

  it('are listed without their password', async () => {
    const ctx = await testPerson({ superadmin: true })
    await createUser(ctx, { email: 'made@example.com', name: 'Made', superadmin: false })
    const users = await listUsers(ctx)
    expect(users).toMatchObject([
      { hasPassword: false },
      { email: 'made@example.com', hasPassword: true, disabled: false },
    ])
    expect(JSON.stringify(users)).not.toContain('scrypt')
  })

  it('cannot disable themselves', async () => {
    const [ctx] = await Promise.all([testPerson({ superadmin: true }), testPerson({ superadmin: true })])
    await expect(updateUser(ctx, { userId: ctx.person.id, disabled: true })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('keep one enabled superadmin', async () => {
    const ctx = await testPerson({ superadmin: true })
    const disabled = await testPerson({ superadmin: true })
    await updateUser(ctx, { userId: disabled.person.id, disabled: true })
    const demotion = { userId: ctx.person.id, superadmin: false }
    await expect(updateUser(ctx, demotion)).rejects.toMatchObject({ code: 'conflict' })
    await updateUser(ctx, { userId: disabled.person.id, disabled: false })
    await expect(updateUser(ctx, demotion)).resolves.toBeUndefined()
  })

  it('keep one superadmin when two demote each other at the same moment', async () => {
    const [one, other] = await Promise.all([testPerson({ superadmin: true }), testPerson({ superadmin: true })])
    await Promise.allSettled([
      updateUser(one, { userId: other.person.id, superadmin: false }),
      updateUser(other, { userId: one.person.id, superadmin: false }),
    ])
    expect(await (await db()).user.count({ where: { superadmin: true } })).toBe(1)
  })

  it('who are gone cannot be changed', async () => {
    const ctx = await testPerson({ superadmin: true })
    await expect(updateUser(ctx, { userId: 'gone', disabled: true })).rejects.toMatchObject({ code: 'not_found' })
    await expect(resetPassword(ctx, { userId: 'gone' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a session', () => {
  it('dies when its user is disabled, and stays dead when they are enabled again', async () => {
    const [admin, { person }] = [await testPerson({ superadmin: true }), await testPerson()]
    await createPersonContext(claimsOf(person))
    await updateUser(admin, { userId: person.id, disabled: true })
    await expect(createPersonContext(claimsOf(person))).rejects.toMatchObject(ended)
    await updateUser(admin, { userId: person.id, disabled: false })
    await expect(createPersonContext(claimsOf(person))).rejects.toMatchObject(ended)
  })

  it('dies when the password is reset', async () => {
    const [admin, { person }] = [await testPerson({ superadmin: true }), await testPerson()]
    const { temporaryPassword } = await resetPassword(admin, { userId: person.id })
    await expect(createPersonContext(claimsOf(person))).rejects.toMatchObject(ended)
    expect(await verifyPassword(temporaryPassword ?? '', (await row(person.id)).passwordHash)).toBe(true)
  })

  it('dies when the password is changed; the answer opens a new one', async () => {
    const admin = await testPerson({ superadmin: true })
    const made = await createUser(admin, { email: 'ada@example.com', name: '', superadmin: false })
    const ctx = await createPersonContext({ sub: made.id, sv: 1, exp: 1e12 })
    const passwords = { current: made.temporaryPassword ?? '', password: 'a new password', repeated: 'a new password' }
    const renewed = await changePassword(ctx, passwords)
    await expect(createPersonContext(claimsOf(ctx.person))).rejects.toMatchObject(ended)
    await expect(createPersonContext(claimsOf(renewed))).resolves.toBeDefined()
  })

  it('dies when its user signs out everywhere', async () => {
    const ctx = await testPerson()
    await endSessions(ctx)
    await expect(createPersonContext(claimsOf(ctx.person))).rejects.toMatchObject(ended)
  })

  it('dies when its user is removed', async () => {
    const { person } = await testPerson()
    await (await db()).user.delete({ where: { id: person.id } })
    forgetIdentities()
    await expect(createPersonContext(claimsOf(person))).rejects.toMatchObject(ended)
  })
})

describe('the own account', () => {
  it('changes its name', async () => {
    const ctx = await testPerson()
    await updateProfile(ctx, { name: 'Ada Lovelace' })
    expect((await row(ctx.person.id)).name).toBe('Ada Lovelace')
  })

  it('keeps its password when the present one is wrong, and is held back after five failures', async () => {
    const admin = await testPerson({ superadmin: true })
    const made = await createUser(admin, {
      email: 'ada@example.com',
      name: '',
      password: 'right one',
      superadmin: false,
    })
    const ctx = await createPersonContext({ sub: made.id, sv: 1, exp: 1e12 })
    const wrong = { current: 'wrong one', password: 'a new password', repeated: 'a new password' }
    for (let i = 0; i < 5; i++)
      await expect(changePassword(ctx, wrong)).rejects.toMatchObject({
        code: 'forbidden',
        fields: { current: [expect.stringContaining('not your present password')] },
      })
    await expect(changePassword(ctx, { ...wrong, current: 'right one' })).rejects.toMatchObject({ code: 'unavailable' })
    expect(await verifyPassword('right one', (await row(made.id)).passwordHash)).toBe(true)
  })

  it('without a password has none to change', async () => {
    const ctx = await testPerson()
    const input = { current: '', password: 'a new password', repeated: 'a new password' }
    await expect(changePassword(ctx, input)).rejects.toMatchObject({ code: 'conflict' })
  })
})
