import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as wmill from 'windmill-client'
import { db } from '@/lib/db'
import { bearer } from '@/lib/testing/callers'
import { testContext, testPerson } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { listen } from '@/lib/testing/listen'
import { createApiListener } from './listener'

// The published client, unmodified, in all that it has for people, groups, folders and extra permissions.

const { FolderService, GranularAclService, GroupService, UserService, WorkspaceService } = wmill
const workspace = 'lab'
let server: Awaited<ReturnType<typeof listen>>
const tokens: Record<string, string> = {}

beforeAll(async () => {
  await startTestInstance()
  server = await listen(createServer(createApiListener()))
  const people = {
    root: await testPerson({ username: 'root', superadmin: true }),
    grace: await testContext({ username: 'grace', role: 'admin' }),
    ada: await testContext({ username: 'ada' }),
    bob: await testContext({ username: 'bob' }),
  }
  for (const [name, person] of Object.entries(people))
    tokens[name] = (await bearer(person)).authorization.slice('Bearer '.length)
})
afterAll(() => server.close())

const as = (name: string) => wmill.setClient(tokens[name], server.endpoint)
const failed = (status: number, body: RegExp) => ({ status, body: expect.stringMatching(body) })

describe('groups', () => {
  it('are made, filled, described, emptied and deleted', async () => {
    as('grace')
    await GroupService.createGroup({ workspace, requestBody: { name: 'crew', summary: 'All hands' } })
    await GroupService.addUserToGroup({ workspace, name: 'crew', requestBody: { username: 'ada' } })
    const crew = { name: 'crew', summary: 'All hands', members: ['ada', 'grace'], extra_perms: { 'u/grace': true } }
    expect(await GroupService.getGroup({ workspace, name: 'crew' })).toEqual(crew)
    const groups = await GroupService.listGroups({ workspace })
    expect(groups).toEqual([expect.objectContaining({ name: 'all', members: ['ada', 'bob', 'grace'] }), crew])
    expect(await GroupService.listGroups({ workspace, page: 2, perPage: 1 })).toEqual([crew])
    await GroupService.updateGroup({ workspace, name: 'crew', requestBody: { summary: 'Fewer' } })
    await GroupService.removeUserToGroup({ workspace, name: 'crew', requestBody: { username: 'ada' } })
    expect(await GroupService.getGroup({ workspace, name: 'crew' })).toMatchObject({
      ...{ summary: 'Fewer', members: ['grace'] },
    })
    await GroupService.deleteGroup({ workspace, name: 'crew' })
    await expect(GroupService.getGroup({ workspace, name: 'crew' })).rejects.toMatchObject(failed(404, /^Not found: /))
  })

  it('have managers as extra permissions', async () => {
    as('grace')
    await GroupService.createGroup({ workspace, requestBody: { name: 'managed' } })
    const place = { workspace, kind: 'group_' as const, path: 'managed' }
    await GranularAclService.addGranularAcls({ ...place, requestBody: { owner: 'u/ada', write: true } })
    as('ada')
    await GroupService.addUserToGroup({ workspace, name: 'managed', requestBody: { username: 'bob' } })
    expect(await GranularAclService.getGranularAcls(place)).toEqual({ 'u/ada': true, 'u/grace': true })
    await GranularAclService.removeGranularAcls({ ...place, requestBody: { owner: 'u/ada' } })
    await expect(
      GroupService.removeUserToGroup({ workspace, name: 'managed', requestBody: { username: 'bob' } }),
    ).rejects.toMatchObject(failed(403, /^Permission denied: /))
  })
})

describe('folders', () => {
  it('are made, described, changed and deleted', async () => {
    as('ada')
    const requestBody = { name: 'team', summary: 'Ours', owners: ['u/ada'], extra_perms: { 'g/all': false } }
    await FolderService.createFolder({ workspace, requestBody })
    const team = {
      ...{ name: 'team', display_name: '', summary: 'Ours', created_by: 'ada' },
      ...{ owners: ['u/ada'], extra_perms: { 'g/all': false, 'u/ada': true } },
    }
    expect(await FolderService.getFolder({ workspace, name: 'team' })).toEqual(team)
    expect(await FolderService.listFolders({ workspace })).toEqual([team])
    expect(await FolderService.existsFolder({ workspace, name: 'team' })).toBe(true)
    expect(await FolderService.existsFolder({ workspace, name: 'nowhere' })).toBe(false)
    await FolderService.updateFolder({
      ...{ workspace, name: 'team' },
      requestBody: { summary: 'Still ours', extra_perms: { 'u/bob': true } },
    })
    expect(await FolderService.getFolder({ workspace, name: 'team' })).toMatchObject({
      ...{ summary: 'Still ours', owners: ['u/ada'], extra_perms: { 'u/ada': true, 'u/bob': true } },
    })
    await FolderService.deleteFolder({ workspace, name: 'team' })
    expect(await FolderService.existsFolder({ workspace, name: 'team' })).toBe(false)
  })

  it('have owners who come and go, and keep what is left to them', async () => {
    as('ada')
    await FolderService.createFolder({ workspace, requestBody: { name: 'shared' } })
    const at = { workspace, name: 'shared' }
    await FolderService.addOwnerToFolder({ ...at, requestBody: { owner: 'u/bob' } })
    expect((await FolderService.getFolder(at)).owners).toEqual(['u/ada', 'u/bob'])
    as('bob')
    await FolderService.removeOwnerToFolder({ ...at, requestBody: { owner: 'u/ada', write: false } })
    expect(await FolderService.getFolder(at)).toMatchObject({
      ...{ owners: ['u/bob'], extra_perms: { 'u/ada': false, 'u/bob': true } },
    })
    await expect(FolderService.removeOwnerToFolder({ ...at, requestBody: { owner: 'u/bob' } })).rejects.toMatchObject(
      failed(400, /owner/),
    )
    const place = { workspace, kind: 'folder' as const, path: 'shared' }
    await GranularAclService.removeGranularAcls({ ...place, requestBody: { owner: 'u/ada' } })
    expect(await GranularAclService.getGranularAcls(place)).toEqual({ 'u/bob': true })
  })

  it('with something in them stay', async () => {
    as('ada')
    await FolderService.createFolder({ workspace, requestBody: { name: 'full' } })
    const data = { workspaceId: workspace, path: 'f/full/one', value: 'x' }
    await (await db()).variable.create({ data })
    await expect(FolderService.deleteFolder({ workspace, name: 'full' })).rejects.toMatchObject(
      failed(409, /1 variable lies in it/),
    )
  })
})

describe('extra permissions of an item', () => {
  it('are given, told and taken', async () => {
    as('ada')
    await (await db()).variable.create({ data: { workspaceId: workspace, path: 'u/ada/deep/one', value: 'x' } })
    const place = { workspace, kind: 'variable' as const, path: 'u/ada/deep/one' }
    await GranularAclService.addGranularAcls({ ...place, requestBody: { owner: 'u/bob' } })
    expect(await GranularAclService.getGranularAcls(place)).toEqual({ 'u/bob': false })
    await GranularAclService.addGranularAcls({ ...place, requestBody: { owner: 'u/bob', write: true } })
    as('bob')
    expect(await GranularAclService.getGranularAcls(place)).toEqual({ 'u/bob': true })
    await expect(
      GranularAclService.addGranularAcls({ ...place, requestBody: { owner: 'g/all' } }),
    ).rejects.toMatchObject(failed(403, /^Permission denied: /))
    as('ada')
    await GranularAclService.removeGranularAcls({ ...place, requestBody: { owner: 'u/bob' } })
    as('bob')
    await expect(GranularAclService.getGranularAcls(place)).rejects.toMatchObject(failed(404, /^Not found: /))
  })

  it('of what has none here are refused as such', async () => {
    as('grace')
    await expect(
      GranularAclService.getGranularAcls({ workspace, kind: 'schedule', path: 'u/ada/x' }),
    ).rejects.toMatchObject(failed(400, /schedule/))
  })
})

describe('members', () => {
  it('are added, changed, disabled, found by name and removed', async () => {
    as('root')
    const email = 'newcomer@example.com'
    await UserService.createUserGlobally({ requestBody: { email, password: 'long enough', super_admin: false } })
    as('grace')
    const added = { email, is_admin: false, operator: true, username: 'newcomer' }
    expect(await WorkspaceService.addUser({ workspace, requestBody: added })).toBe('newcomer')
    expect(await UserService.usernameToEmail({ workspace, username: 'newcomer' })).toBe(email)
    const find = async () =>
      (await UserService.listUsers({ workspace })).find(({ username }) => username === 'newcomer')
    expect(await find()).toMatchObject({ email, is_admin: false, operator: true, disabled: false, groups: ['all'] })
    const named = { workspace, username: 'newcomer' }
    await UserService.updateUser({ ...named, requestBody: { operator: false } })
    expect(await find()).toMatchObject({ is_admin: false, operator: false })
    await UserService.updateUser({ ...named, requestBody: { is_admin: true } })
    expect(await find()).toMatchObject({ is_admin: true, operator: false, disabled: false })
    await UserService.updateUser({ ...named, requestBody: { disabled: true } })
    expect(await find()).toMatchObject({ is_admin: true, disabled: true })
    await expect(
      UserService.updateUser({ ...named, requestBody: { is_admin: true, operator: true } }),
    ).rejects.toMatchObject(failed(400, /^Bad request: /))
    await UserService.deleteUser(named)
    expect(await find()).toBeUndefined()
    await expect(UserService.usernameToEmail(named)).rejects.toMatchObject(failed(404, /newcomer/))
  })
})

describe('users of the server', () => {
  it('are made, listed, changed, signed in, given a new password and deleted', async () => {
    as('root')
    const email = 'some.body+tag@example.com'
    await UserService.createUserGlobally({
      requestBody: { email, password: 'first password', super_admin: false, name: 'Some Body' },
    })
    expect(await UserService.existsEmail({ email })).toBe(true)
    await UserService.globalUserUpdate({ email, requestBody: { name: 'Somebody', is_super_admin: true } })
    const found = (await UserService.listUsersAsSuperAdmin({})).find((user) => user.email === email)
    expect(found).toEqual({
      ...{ email, login_type: 'password', super_admin: true, verified: true, name: 'Somebody' },
      ...{ operator_only: false, first_time_user: true, role_source: 'manual', disabled: false },
    })
    const signIn = (password: string) => UserService.login({ requestBody: { email, password } })
    wmill.setClient(await signIn('first password'), server.endpoint)
    await UserService.setPassword({ requestBody: { password: 'second password' } })
    // Every session ends with the password, and the token of this sign-in with them.
    await expect(UserService.globalWhoami()).rejects.toMatchObject(failed(401, /^Not authorized: /))
    await expect(signIn('first password')).rejects.toMatchObject({ status: 403 })
    wmill.setClient(await signIn('second password'), server.endpoint)
    expect(await UserService.globalWhoami()).toMatchObject({ email, super_admin: true })
    as('root')
    const active = await UserService.listUsersAsSuperAdmin({ activeOnly: true })
    expect(active.map((user) => user.email)).toEqual([email])
    await UserService.globalUserDelete({ email })
    expect(await UserService.existsEmail({ email })).toBe(false)
  })

  it('change their password with a token only when they send the present one', async () => {
    as('ada')
    await expect(UserService.setPassword({ requestBody: { password: 'long enough' } })).rejects.toMatchObject(
      failed(409, /single sign-on/),
    )
    as('root')
    const email = 'token-holder@example.com'
    await UserService.createUserGlobally({ requestBody: { email, password: 'first password', super_admin: false } })
    wmill.setClient(await UserService.login({ requestBody: { email, password: 'first password' } }), server.endpoint)
    wmill.setClient(await UserService.createToken({ requestBody: { label: 'long-lived' } }), server.endpoint)
    await expect(UserService.setPassword({ requestBody: { password: 'long enough' } })).rejects.toMatchObject(
      failed(403, /present password/),
    )
    const both = { password: 'second password', current: 'first password' }
    await UserService.setPassword({ requestBody: both })
    await UserService.login({ requestBody: { email, password: 'second password' } })
  })
})

describe('workspaces', () => {
  it('are made, listed, asked for and deleted with everything in them', async () => {
    as('root')
    await WorkspaceService.createWorkspace({ requestBody: { id: 'fresh', name: 'Fresh', username: 'boss' } })
    expect(await WorkspaceService.existsWorkspace({ requestBody: { id: 'fresh' } })).toBe(true)
    expect(await WorkspaceService.listWorkspaces()).toEqual([
      { id: 'fresh', name: 'Fresh', owner: expect.stringMatching(/^root-/) },
      { id: 'lab', name: 'lab', owner: expect.stringMatching(/^grace-/) },
    ])
    const { workspaces } = await WorkspaceService.listUserWorkspaces()
    expect(workspaces).toContainEqual(
      expect.objectContaining({ id: 'fresh', username: 'boss', color: '', is_dev_workspace: false, disabled: false }),
    )
    await FolderService.createFolder({ workspace: 'fresh', requestBody: { name: 'inside' } })
    await GroupService.createGroup({ workspace: 'fresh', requestBody: { name: 'within' } })
    await WorkspaceService.deleteWorkspace({ workspace: 'fresh', onlyDeleteForks: true })
    expect(await WorkspaceService.existsWorkspace({ requestBody: { id: 'fresh' } })).toBe(true)
    await WorkspaceService.deleteWorkspace({ workspace: 'fresh' })
    expect(await WorkspaceService.existsWorkspace({ requestBody: { id: 'fresh' } })).toBe(false)
    const client = await db()
    const where = { workspaceId: 'fresh' }
    expect([await client.folder.count({ where }), await client.group.count({ where })]).toEqual([0, 0])
    await expect(FolderService.listFolders({ workspace: 'fresh' })).rejects.toMatchObject({ status: 404 })
  })

  it('that one may not enter are not there', async () => {
    await testContext({ workspace: 'secret', username: 'somebody' })
    as('ada')
    expect(await WorkspaceService.existsWorkspace({ requestBody: { id: 'secret' } })).toBe(false)
    expect(await WorkspaceService.existsWorkspace({ requestBody: { id: 'lab' } })).toBe(true)
    expect((await WorkspaceService.listWorkspaces()).map(({ id }) => id)).toEqual(['lab'])
  })
})
