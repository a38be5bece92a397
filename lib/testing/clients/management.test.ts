import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as wmill from 'windmill-client'
import { type Ground, startGround } from './ground'

let ground: Ground

beforeAll(async () => {
  ground = await startGround({ superadmin: true })
})
beforeEach(() => wmill.setClient(ground.tokens.admin, ground.place.baseUrl))
afterAll(() => ground.close())

const workspace = 'lab'
const email = 'new@example.com'
const password = 'long enough for anybody'

const {
  AuditService,
  FolderService,
  GranularAclService,
  GroupService,
  HelpersService,
  ResourceService,
  ScriptService,
  SettingService,
  SettingsService,
  UserService,
  VariableService,
  WorkspaceService,
} = wmill

/** A call that must answer with this status. */
async function fails(call: Promise<unknown>, status: number): Promise<void> {
  await expect(call).rejects.toMatchObject({ status })
}

// Each `it` builds on those above it, as somebody does who sets up a workspace.
describe('the unmodified npm client sets up', () => {
  it('users', async () => {
    await UserService.createUserGlobally({ requestBody: { email, password, super_admin: false, name: 'New' } })
    expect(await UserService.existsEmail({ email })).toBe(true)
    expect(await UserService.existsEmail({ email: 'none@example.com' })).toBe(false)
    await UserService.globalUserUpdate({ email, requestBody: { name: 'Renamed' } })
    const all = await UserService.listUsersAsSuperAdmin({})
    expect(all).toEqual(expect.arrayContaining([expect.objectContaining({ email, name: 'Renamed' })]))
    expect(await UserService.globalWhoami()).toMatchObject({ super_admin: true })
  })

  it('sign-ins and tokens', async () => {
    const token = await UserService.login({ requestBody: { email, password } })
    wmill.setClient(token, ground.place.baseUrl)
    expect(await UserService.globalWhoami()).toMatchObject({ email })
    await fails(UserService.login({ requestBody: { email, password: 'wrong' } }), 403)
    await UserService.setPassword({ requestBody: { password: `${password}!` } })
    wmill.setClient(await UserService.login({ requestBody: { email, password: `${password}!` } }), ground.place.baseUrl)
    const made = await UserService.createToken({ requestBody: { label: 'from a client' } })
    expect(typeof made).toBe('string')
    const tokens = await UserService.listTokens({})
    const mine = tokens.find(({ label }) => label === 'from a client')
    expect(made).toContain(mine?.token_prefix)
    await UserService.deleteToken({ tokenPrefix: mine?.token_prefix ?? '' })
    await UserService.logout()
    await fails(UserService.globalWhoami(), 401)
  })

  it('workspaces and their members', async () => {
    await WorkspaceService.createWorkspace({ requestBody: { id: 'fresh', name: 'Fresh' } })
    expect(await WorkspaceService.existsWorkspace({ requestBody: { id: 'fresh' } })).toBe(true)
    expect((await WorkspaceService.listWorkspaces()).map(({ id }) => id)).toContain('fresh')
    expect((await WorkspaceService.listUserWorkspaces()).workspaces.map(({ id }) => id)).toContain('fresh')
    const member = { email, username: 'newcomer', is_admin: false, operator: false }
    await WorkspaceService.addUser({ workspace, requestBody: member })
    await WorkspaceService.deleteWorkspace({ workspace: 'fresh' })
    expect(await WorkspaceService.existsWorkspace({ requestBody: { id: 'fresh' } })).toBe(false)
    await UserService.updateUser({ workspace, username: 'newcomer', requestBody: { operator: true } })
    const users = await UserService.listUsers({ workspace })
    expect(users.find(({ username }) => username === 'newcomer')).toMatchObject({ email, operator: true })
    expect(await UserService.usernameToEmail({ workspace, username: 'newcomer' })).toBe(email)
    expect(await UserService.whoami({ workspace })).toMatchObject({ is_admin: true, disabled: false })
  })

  it('folders', async () => {
    await FolderService.createFolder({ workspace, requestBody: { name: 'shared', owners: ['u/ada'] } })
    expect(await FolderService.existsFolder({ workspace, name: 'shared' })).toBe(true)
    await FolderService.addOwnerToFolder({ workspace, name: 'shared', requestBody: { owner: 'u/newcomer' } })
    expect((await FolderService.getFolder({ workspace, name: 'shared' })).owners).toContain('u/newcomer')
    await FolderService.removeOwnerToFolder({ workspace, name: 'shared', requestBody: { owner: 'u/newcomer' } })
    await FolderService.updateFolder({ workspace, name: 'shared', requestBody: { summary: 'for all' } })
    expect((await FolderService.listFolders({ workspace })).map(({ name }) => name)).toContain('shared')
  })

  it('groups', async () => {
    await GroupService.createGroup({ workspace, requestBody: { name: 'readers', summary: 'they read' } })
    await GroupService.addUserToGroup({ workspace, name: 'readers', requestBody: { username: 'newcomer' } })
    expect((await GroupService.getGroup({ workspace, name: 'readers' })).members).toContain('newcomer')
    await GroupService.updateGroup({ workspace, name: 'readers', requestBody: { summary: 'they look' } })
    expect((await GroupService.listGroups({ workspace })).map(({ name }) => name)).toContain('readers')
    await GroupService.removeUserToGroup({ workspace, name: 'readers', requestBody: { username: 'newcomer' } })
    await GroupService.deleteGroup({ workspace, name: 'readers' })
  })

  it('resource types and resources', async () => {
    const type = { name: 'c_thing', schema: { type: 'object', properties: {} }, description: 'a thing' }
    await ResourceService.createResourceType({ workspace, requestBody: type })
    expect(await ResourceService.existsResourceType({ workspace, path: 'c_thing' })).toBe(true)
    await ResourceService.updateResourceType({ workspace, path: 'c_thing', requestBody: { description: 'any thing' } })
    expect(await ResourceService.getResourceType({ workspace, path: 'c_thing' })).toMatchObject({ name: 'c_thing' })
    expect(await ResourceService.listResourceTypeNames({ workspace })).toContain('c_thing')
    expect((await ResourceService.listResourceType({ workspace })).map(({ name }) => name)).toContain('s3')

    const path = 'f/shared/thing'
    const value = { size: 3 }
    await ResourceService.createResource({ workspace, requestBody: { path, value, resource_type: 'c_thing' } })
    expect(await ResourceService.existsResource({ workspace, path })).toBe(true)
    expect(await ResourceService.getResource({ workspace, path })).toMatchObject({
      path,
      value,
      resource_type: 'c_thing',
    })
    await ResourceService.updateResourceValue({ workspace, path, requestBody: { value: { size: 4 } } })
    expect(await ResourceService.getResourceValue({ workspace, path })).toEqual({ size: 4 })
    expect(await ResourceService.getResourceValueInterpolated({ workspace, path })).toEqual({ size: 4 })
    await ResourceService.updateResource({ workspace, path, requestBody: { description: 'described' } })
    const found = await ResourceService.listResource({ workspace, resourceType: 'c_thing' })
    expect(found.map((one) => [one.path, one.description])).toEqual([[path, 'described']])
  })

  it('permissions of single items', async () => {
    const item = { workspace, kind: 'resource' as const, path: 'f/shared/thing' }
    await GranularAclService.addGranularAcls({ ...item, requestBody: { owner: 'u/newcomer', write: true } })
    expect(await GranularAclService.getGranularAcls(item)).toMatchObject({ 'u/newcomer': true })
    await GranularAclService.removeGranularAcls({ ...item, requestBody: { owner: 'u/newcomer' } })
    expect(await GranularAclService.getGranularAcls(item)).toEqual({})
    await ResourceService.deleteResource({ workspace, path: 'f/shared/thing' })
    await ResourceService.deleteResourceType({ workspace, path: 'c_thing' })
  })

  it('variables', async () => {
    const path = 'f/shared/key'
    const variable = { path, value: 'secret', is_secret: true, description: 'a key' }
    await VariableService.createVariable({ workspace, requestBody: variable })
    expect(await VariableService.existsVariable({ workspace, path })).toBe(true)
    expect(await VariableService.getVariable({ workspace, path, decryptSecret: true })).toMatchObject({
      value: 'secret',
    })
    await VariableService.updateVariable({ workspace, path, requestBody: { value: 'other' } })
    expect(await VariableService.getVariableValue({ workspace, path })).toBe('other')
    const listed = await VariableService.listVariable({ workspace })
    expect(JSON.stringify(listed)).toContain(path)
    expect(JSON.stringify(listed)).not.toContain('other')
    await VariableService.deleteVariable({ workspace, path })
    await fails(VariableService.getVariableValue({ workspace, path }), 404)
  })

  it('scripts', async () => {
    const path = 'f/shared/hello'
    const content = 'export async function main(name: string) { return name }'
    const script = { path, content, language: 'bun' as const, summary: 'greets', description: '' }
    const hash = await ScriptService.createScript({ workspace, requestBody: script })
    expect(await ScriptService.existsScriptByPath({ workspace, path })).toBe(true)
    const found = await ScriptService.getScriptByPath({ workspace, path })
    expect(found).toMatchObject({ path, content, hash })
    expect(JSON.stringify(found.schema)).toContain('name')
    expect(await ScriptService.getScriptByHash({ workspace, hash })).toMatchObject({ path })
    expect(await ScriptService.rawScriptByPath({ workspace, path })).toBe(content)
    expect((await ScriptService.listScripts({ workspace })).map((one) => one.path)).toContain(path)
    expect(await ScriptService.getScriptHistoryByPath({ workspace, path })).toHaveLength(1)
    await ScriptService.archiveScriptByPath({ workspace, path })
    await ScriptService.deleteScriptByPath({ workspace, path })
    expect(await ScriptService.existsScriptByPath({ workspace, path })).toBe(false)
  })

  it('storages', async () => {
    const names = await SettingService.getSecondaryStorageNames({ workspace, includeDefault: true })
    expect(names.sort()).toEqual(['_default_', 'archive'])
    const { large_file_storage } = await WorkspaceService.getSettings({ workspace })
    expect(large_file_storage).toMatchObject({ secondary_storage: { archive: {} } })
    expect(await WorkspaceService.getPublicSettings({ workspace })).toHaveProperty('large_file_storage')
    await WorkspaceService.editLargeFileStorageConfig({ workspace, requestBody: { large_file_storage } })
    expect(await SettingService.getSecondaryStorageNames({ workspace })).toEqual(['archive'])
  })

  it('files by the routes of the screens', async () => {
    await ground.stores._default_.write('screen/a.csv', Buffer.from('a,b\n1,2\n'))
    const level = await HelpersService.listStoredFilesPaged({ workspace, prefix: 'screen/', maxKeys: 10 })
    expect(level).toMatchObject({ folders: [], files: [{ key: 'screen/a.csv', name: 'a.csv', size: 8 }] })
    await HelpersService.moveS3File({ workspace, srcFileKey: 'screen/a.csv', destFileKey: 'screen/b.csv' })
    expect(await HelpersService.loadFileMetadata({ workspace, fileKey: 'screen/b.csv' })).toMatchObject({
      size_in_bytes: 8,
    })
    await HelpersService.datasetStorageTestConnection({ workspace })
  })

  it('tables by pages', async () => {
    const path = 'screen/table.csv'
    await ground.stores._default_.write(path, Buffer.from('name,n\nb,2\na,1\nc,3\n'))
    const page = await HelpersService.loadCsvPreview({ workspace, path, offset: 0, limit: 2, sortCol: 'name' })
    expect(page).toMatchObject({ columns: ['name', 'n'], rows: [{ name: 'a' }, { name: 'b' }] })
    expect(await HelpersService.loadTableRowCount({ workspace, path })).toEqual({ count: 3 })
    const preview = { workspace, fileKey: path, readBytesFrom: 0, readBytesLength: 100 }
    expect(await HelpersService.loadFilePreview(preview)).toMatchObject({ content_type: 'Csv', msg: null })
  })

  it('and looks at what was done', async () => {
    const entries = await AuditService.listAuditLogs({ workspace, perPage: 100 })
    expect(entries.length).toBeGreaterThan(5)
    expect(await SettingsService.backendVersion()).toMatch(/^Granary /)
  })

  it('and takes it back', async () => {
    await FolderService.deleteFolder({ workspace, name: 'shared' })
    await UserService.deleteUser({ workspace, username: 'newcomer' })
    await UserService.globalUserDelete({ email })
    expect(await UserService.existsEmail({ email })).toBe(false)
  })
})
