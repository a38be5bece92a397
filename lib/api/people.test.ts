import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { endSessions } from '@/lib/people/end-sessions'
import { removeMember } from '@/lib/people/remove-member'
import { updateUser } from '@/lib/people/update-user'
import { testContext, testPerson } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startTestInstance } from '@/lib/testing/instance'
import { createApi } from './app'

let api: ReturnType<typeof createApi>

beforeAll(async () => {
  await startTestInstance()
  api = createApi()
})

const get = async (path: string, cookie = '') => api.request(path, { headers: { cookie } })

describe('the routes of people', () => {
  it('tell who is signed in', async () => {
    const ctx = await testPerson({ superadmin: true })
    const response = await get('/api/users/whoami', await cookieOf(ctx))
    expect(await response.json()).toEqual({
      email: ctx.person.email,
      login_type: 'oauth',
      super_admin: true,
      verified: true,
      name: 'ada',
      operator_only: false,
      first_time_user: false,
    })
  })

  it('tell who is signed in in a workspace, with the folders', async () => {
    const ctx = await testContext({ workspace: 'whoami' })
    const folder = (name: string, subject: string, access: string) => ({
      data: { workspaceId: 'whoami', name, grants: { create: { subject, access } } },
    })
    const client = await db()
    await client.folder.create(folder('all-read', 'g/all', 'read'))
    await client.folder.create(folder('mine', 'u/ada', 'owner'))
    await client.folder.create(folder('others', 'u/bob', 'owner'))
    await client.folder.create(folder('write', 'u/ada', 'write'))
    const response = await get('/api/w/whoami/users/whoami', await cookieOf(ctx))
    expect(await response.json()).toEqual({
      email: ctx.person.email,
      username: 'ada',
      name: 'ada',
      is_admin: false,
      is_super_admin: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      operator: false,
      disabled: false,
      groups: ['all'],
      folders: ['mine', 'write'],
      folders_read: ['all-read', 'mine', 'write'],
      folders_owners: ['mine'],
    })
  })

  it('list members and workspaces', async () => {
    const ctx = await testContext({ workspace: 'team', role: 'admin' })
    await testContext({ workspace: 'team', username: 'bob' })
    const cookie = await cookieOf(ctx)
    const members = await (await get('/api/w/team/users/list', cookie)).json()
    expect(members).toMatchObject([
      { username: 'ada', is_admin: true },
      { username: 'bob', is_admin: false },
    ])
    const { email, workspaces } = await (await get('/api/workspaces/users', cookie)).json()
    expect(email).toBe(ctx.person.email)
    expect(workspaces).toEqual([
      { id: 'team', name: 'team', username: 'ada', color: '', is_dev_workspace: false, disabled: false },
    ])
  })

  it('are described by OpenAPI', async () => {
    const { paths } = await (await get('/api/openapi.json')).json()
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/users/whoami',
        '/api/workspaces/users',
        '/api/w/{workspace}/users/whoami',
        '/api/w/{workspace}/users/list',
      ]),
    )
  })

  it.each(['/api/users/whoami', '/api/workspaces/users', '/api/w/team/users/whoami', '/api/w/team/users/list'])(
    '%s needs a session',
    async (path) => {
      for (const cookie of ['', 'authjs.session-token=forged', 'authjs.session-token=']) {
        const response = await get(path, cookie)
        expect(response.status).toBe(401)
        expect(await response.text()).toMatch(/^Not authorized: /)
      }
    },
  )

  it('do not tell a stranger that a workspace exists', async () => {
    await testContext({ workspace: 'secret' })
    const cookie = await cookieOf(await testPerson())
    const [there, nowhere] = [
      await get('/api/w/secret/users/list', cookie),
      await get('/api/w/nope/users/list', cookie),
    ]
    expect([there.status, nowhere.status]).toEqual([404, 404])
    expect((await there.text()).replace('secret', 'nope')).toBe(await nowhere.text())
  })

  it('answer 401 at once after the user was disabled or signed out everywhere', async () => {
    const admin = await testPerson({ superadmin: true })
    const [disabled, left] = [await testPerson(), await testPerson()]
    const cookies = [await cookieOf(disabled), await cookieOf(left)]
    for (const cookie of cookies) expect((await get('/api/users/whoami', cookie)).status).toBe(200)
    await updateUser(admin, { userId: disabled.person.id, disabled: true })
    await endSessions(left)
    for (const cookie of cookies) expect((await get('/api/users/whoami', cookie)).status).toBe(401)
  })

  it('answer 404 at once to a removed member', async () => {
    const admin = await testContext({ workspace: 'shrinking', role: 'admin', username: 'boss' })
    const member = await testContext({ workspace: 'shrinking' })
    const cookie = await cookieOf(member)
    expect((await get('/api/w/shrinking/users/whoami', cookie)).status).toBe(200)
    await removeMember(admin, { userId: member.person.id })
    expect((await get('/api/w/shrinking/users/whoami', cookie)).status).toBe(404)
  })
})
