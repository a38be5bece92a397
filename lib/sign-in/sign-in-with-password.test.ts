import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '@/lib/auth/passwords'
import { db } from '@/lib/db'
import { startTestInstance } from '@/lib/testing/instance'
import { findInvitedUser } from './find-invited-user'
import { credentialsSchema } from './schema'
import { signInWithPassword } from './sign-in-with-password'

let hash: string

beforeAll(async () => {
  await startTestInstance()
  hash = await hashPassword('correct horse')
})

async function makeUser(data: { passwordHash?: string | null; disabledAt?: Date } = {}) {
  const email = `${randomUUID()}@example.com`
  return (await db()).user.create({ data: { email, passwordHash: hash, ...data } })
}

const attempt = (email: string, password: string) =>
  signInWithPassword({ ...credentialsSchema.parse({ email, password }), address: randomUUID() })

async function refusal(email: string, password: string) {
  const error = await attempt(email, password).catch((failure) => failure)
  return { code: error.code, message: error.message }
}

describe('signing in with a password', () => {
  it('answers who it is, whatever the case of the address, and notes when', async () => {
    const user = await makeUser()
    await expect(attempt(` ${user.email.toUpperCase()} `, 'correct horse')).resolves.toEqual({
      id: user.id,
      sessionVersion: 1,
    })
    const { lastSignInAt } = await (await db()).user.findUniqueOrThrow({ where: { id: user.id } })
    expect(lastSignInAt).not.toBeNull()
  })

  it('refuses an unknown, a disabled, a passwordless account and a wrong password in the same words', async () => {
    const [user, disabled, passwordless] = await Promise.all([
      makeUser(),
      makeUser({ disabledAt: new Date() }),
      makeUser({ passwordHash: null }),
    ])
    const refusals = [
      await refusal(user.email, 'wrong'),
      await refusal(`${randomUUID()}@example.com`, 'correct horse'),
      await refusal(disabled.email, 'correct horse'),
      await refusal(passwordless.email, 'correct horse'),
    ]
    expect(refusals[0]).toMatchObject({ code: 'forbidden' })
    for (const other of refusals) expect(other).toEqual(refusals[0])
  })

  it('holds an account back in the same words whether it exists or not', async () => {
    const user = await makeUser()
    const stranger = `${randomUUID()}@example.com`
    const last: unknown[] = []
    for (const email of [user.email, stranger]) {
      for (let i = 0; i < 4; i++) await refusal(email, 'wrong')
      last.push(await refusal(email, 'wrong'), await refusal(email, 'correct horse'))
    }
    expect(last.slice(0, 2)).toMatchObject([
      { message: expect.stringMatching(/The next try is possible in \d+ seconds\.$/) },
      { code: 'unavailable' },
    ])
    expect(last.slice(2)).toMatchObject([{ code: 'forbidden' }, { code: 'unavailable' }])
  })
})

describe('single sign-on', () => {
  it('lets in whoever was invited under the verified address', async () => {
    const user = await makeUser({ passwordHash: null })
    const profile = { email: user.email.toUpperCase(), email_verified: true }
    await expect(findInvitedUser(profile)).resolves.toEqual({ id: user.id, sessionVersion: 1 })
  })

  it('refuses strangers, disabled users and addresses that are not verified', async () => {
    const [user, disabled] = await Promise.all([makeUser(), makeUser({ disabledAt: new Date() })])
    await expect(findInvitedUser({ email: `${randomUUID()}@example.com`, email_verified: true })).resolves.toBeNull()
    await expect(findInvitedUser({ email: disabled.email, email_verified: true })).resolves.toBeNull()
    for (const verified of [false, undefined, 'true'])
      await expect(findInvitedUser({ email: user.email, email_verified: verified })).resolves.toBeNull()
    await expect(findInvitedUser({ email_verified: true })).resolves.toBeNull()
  })
})
