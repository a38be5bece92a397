import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { createFolder } from '@/lib/folders/create-folder'
import { createFolderSchema } from '@/lib/folders/schema'
import { createGroup } from '@/lib/groups/create-group'
import { createGroupSchema } from '@/lib/groups/schema'
import { canReadPath } from '@/lib/resources/can-read-path'
import { bearer } from '@/lib/testing/callers'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createApi } from './app'

let api: ReturnType<typeof createApi>
let ada: Context
let bob: Context
let headers: Record<string, string>

beforeAll(async () => {
  await startTestInstance()
  api = createApi()
  const admin = await testContext({ username: 'grace', role: 'admin' })
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  headers = { ...(await bearer(admin)), 'content-type': 'application/json' }
  await createFolder(ada, createFolderSchema.parse({ name: 'kept' }))
  await createGroup(admin, createGroupSchema.parse({ name: 'kept' }))
  await (await db()).variable.create({ data: { workspaceId: 'lab', path: 'u/ada/kept', value: 'x' } })
})

const names = [
  "' OR '1'='1",
  'x\'); DROP TABLE "User"; --',
  'u/ada\' UNION SELECT value FROM "InstanceSetting" --',
  '"; DELETE FROM FolderGrant; --',
  "ada\\'; --",
  '$1',
  '#{7*7}',
  '{username}',
  '*',
  '**',
  '%',
  'a%',
  'k_pt',
  'kep?',
  '{kept,all}',
  '[a-z]*',
  '..',
  '../kept',
  'kept/../../u/ada',
  'kept\u0000',
  'kept\n',
  ' kept',
  'КЕРТ',
  'k\u200bept',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
]

async function send(path: string, json?: object) {
  const response = await api.request(`/api/w/lab${path}`, {
    method: json ? 'POST' : 'GET',
    headers,
    body: json && JSON.stringify(json),
  })
  return { status: response.status, text: await response.text() }
}

async function remove(path: string) {
  const { status } = await api.request(`/api/w/lab${path}`, { method: 'DELETE', headers })
  return { status }
}

/** All that tells who may do what. */
async function permissions() {
  const client = await db()
  return {
    folders: await client.folder.findMany({ where: { name: 'kept' }, include: { grants: true } }),
    groups: await client.group.findMany({ where: { name: 'kept' }, include: { members: true } }),
    grants: await client.pathGrant.findMany(),
    users: await client.user.count(),
    superadmins: await client.user.count({ where: { superadmin: true } }),
    variables: await client.variable.count(),
  }
}

describe('CVE-2026-23696: the name of an owner, a group or a folder that is a piece of SQL', () => {
  it.each(names)('%j names nobody, and does nothing', async (name) => {
    const before = await permissions()
    const encoded = encodeURIComponent(name)
    const answers = [
      await send('/folders/addowner/kept', { owner: name }),
      await send('/folders/addowner/kept', { owner: `u/${name}` }),
      await send('/folders/addowner/kept', { owner: `g/${name}` }),
      await send('/folders/update/kept', { owners: ['u/ada', `u/${name}`] }),
      await send('/folders/update/kept', { extra_perms: { [`g/${name}`]: true } }),
      await send('/folders/create', { name: 'new', owners: [`u/${name}`] }),
      await send('/groups/adduser/kept', { username: name }),
      await send('/acls/add/variable/u/ada/kept', { owner: `u/${name}`, write: true }),
      await send('/acls/add/folder/kept', { owner: `g/${name}`, write: true }),
      await send('/acls/add/group_/kept', { owner: `u/${name}`, write: true }),
      await send(`/acls/add/variable/u/${encoded}/x`, { owner: 'u/bob', write: true }),
      await send(`/acls/get/variable/u/${encoded}/x`),
      await send(`/folders/get/${encoded}`),
      await send(`/groups/get/${encoded}`),
      await send(`/users/username_to_email/${encoded}`),
      await send(`/users/update/${encoded}`, { is_admin: true }),
      await remove(`/users/delete/${encoded}`),
      await remove(`/folders/delete/${encoded}`),
      await remove(`/groups/delete/${encoded}`),
    ]
    for (const { status } of answers) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
    expect(await permissions()).toEqual(before)
  })

  it.each(names)('%j removes no owner, no member and no permission but its own', async (name) => {
    const before = await permissions()
    const answers = [
      await send('/folders/removeowner/kept', { owner: `u/${name}` }),
      await send('/groups/removeuser/kept', { username: name }),
      await send('/acls/remove/variable/u/ada/kept', { owner: `u/${name}` }),
      await send('/acls/remove/folder/kept', { owner: `u/${name}` }),
      await send('/acls/remove/group_/kept', { owner: `u/${name}` }),
    ]
    for (const { status } of answers) expect(status).toBeLessThan(500)
    expect(await permissions()).toEqual(before)
  })

  it.each(names)('no folder and no group is called %j, unless it is an ordinary name', async (name) => {
    const ordinary = /^[\w-]{1,50}$/.test(name.trim()) && name.trim() !== 'kept'
    const made = [await send('/folders/create', { name }), await send('/groups/create', { name })]
    for (const { status } of made) expect([ordinary ? 201 : 400, name.trim() === 'kept' ? 409 : 400]).toContain(status)
    expect(await canReadPath(bob, 'variable', 'u/ada/kept')).toBe(false)
    expect(await canReadPath(bob, 'variable', 'f/kept/x')).toBe(false)
    expect(await canReadPath(ada, 'variable', 'f/kept/x')).toBe(true)
  })
})
