import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, createContext, type PersonContext } from '@/lib/auth/context'
import { hashPassword } from '@/lib/auth/passwords'
import { createTokenContext } from '@/lib/auth/token-context'
import { db } from '@/lib/db'
import { addMember } from '@/lib/people/add-member'
import { deleteUser } from '@/lib/people/delete-user'
import { removeMember } from '@/lib/people/remove-member'
import { updateMember } from '@/lib/people/update-member'
import { updateUser } from '@/lib/people/update-user'
import { bearer } from '@/lib/testing/callers'
import { testContext, testPerson } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startTestInstance } from '@/lib/testing/instance'
import { createShortLivedToken } from '@/lib/tokens/create-short-lived-token'
import { signInForToken } from '@/lib/tokens/sign-in-for-token'
import { createApi } from './app'

let api: ReturnType<typeof createApi>
let admin: Context
let root: PersonContext

const password = 'long enough'

beforeAll(async () => {
  await startTestInstance()
  api = createApi()
  admin = await testContext({ username: 'grace', role: 'admin' })
  root = await testPerson({ username: 'root', superadmin: true })
})

type Headers = Record<string, string>

/** Every way in that somebody can have, by its name. */
async function waysIn(member: Context): Promise<Record<string, Headers>> {
  const { email, id } = member.person
  await (await db()).user.update({ where: { id }, data: { passwordHash: await hashPassword(password) } })
  const apiToken = await bearer(member)
  const withToken = await createContext(
    await createTokenContext(apiToken.authorization.slice('Bearer '.length), ''),
    'lab',
  )
  const short = async (ctx: Context) => `Bearer ${(await createShortLivedToken(ctx, 'job')).token}`
  return {
    session: { cookie: await cookieOf(member) },
    'API token': apiToken,
    'API token for this workspace': await bearer(member, { workspaceId: 'lab' }),
    'token of a sign-in over the API': {
      authorization: `Bearer ${await signInForToken({ email, password, address: '' })}`,
    },
    'short-lived token made from the session': { authorization: await short(member) },
    'short-lived token made from the token': { authorization: await short(withToken) },
  }
}

async function statuses(ways: Record<string, Headers>, path: string): Promise<Record<string, number>> {
  const answers = Object.entries(ways).map(async ([name, headers]) => [
    name,
    (await api.request(path, { headers })).status,
  ])
  return Object.fromEntries(await Promise.all(answers))
}

const all = (ways: Record<string, Headers>, status: number) =>
  Object.fromEntries(Object.keys(ways).map((name) => [name, status]))

const workspace = '/api/w/lab/users/whoami'

describe.each<[string, (member: Context) => Promise<unknown>, number]>([
  ['disabled in the workspace', (m) => updateMember(admin, { userId: m.person.id, disabled: true }), 404],
  ['disabled on the server', (m) => updateUser(root, { userId: m.person.id, disabled: true }), 401],
  ['deleted', (m) => deleteUser(root, { userId: m.person.id }), 401],
])('somebody who was %s', (how, end, status) => {
  it('is refused with the very next request, whatever they come with', async () => {
    const member = await testContext({ username: `m-${how.replaceAll(' ', '-')}` })
    const ways = await waysIn(member)
    expect(await statuses(ways, workspace)).toEqual(all(ways, 200))
    await end(member)
    expect(await statuses(ways, workspace)).toEqual(all(ways, status))
  })
})

describe('somebody who was removed from the workspace', () => {
  it('is refused with the very next request, and what was made for the workspace does not come back with them', async () => {
    const member = await testContext({ username: 'removed' })
    const ways = await waysIn(member)
    expect(await statuses(ways, workspace)).toEqual(all(ways, 200))
    await removeMember(admin, { userId: member.person.id })
    const bound = {
      'API token for this workspace': 401,
      'short-lived token made from the session': 401,
      'short-lived token made from the token': 401,
    }
    expect(await statuses(ways, workspace)).toEqual({ ...all(ways, 404), ...bound })
    await addMember(admin, { email: member.person.email, role: 'developer' })
    expect(await statuses(ways, workspace)).toEqual({ ...all(ways, 200), ...bound })
  })
})

describe('somebody whose role became operator', () => {
  it('changes nothing from the very next request on, whatever they come with', async () => {
    const member = await testContext({ username: 'demoted' })
    const ways = await waysIn(member)
    await updateMember(admin, { userId: member.person.id, role: 'operator' })
    for (const headers of Object.values(ways)) {
      const sent = { ...headers, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
      const body = JSON.stringify({ name: 'mine' })
      const response = await api.request('/api/w/lab/folders/create', { method: 'POST', headers: sent, body })
      expect(response.status).toBe(403)
    }
  })
})
