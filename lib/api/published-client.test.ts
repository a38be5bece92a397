import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as wmill from 'windmill-client'
import type { Context } from '@/lib/auth/context'
import { reloadEnv } from '@/lib/env'
import { bearer } from '@/lib/testing/callers'
import { testContext } from '@/lib/testing/context'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'
import { createToken } from '@/lib/tokens/create-token'
import { createTokenSchema } from '@/lib/tokens/schema'

let api: StorageApi
let grace: Context
const workspace = 'lab'
const folder = { filesystem_resource_path: '$res:u/ada/folder', public_resource: false }

beforeAll(async () => {
  api = await startStorageApi()
  grace = await testContext({ username: 'grace', role: 'admin' })
  Object.assign(process.env, { PUBLIC_URL: api.endpoint, WM_BASE_URL: api.endpoint, WM_WORKSPACE: workspace })
  reloadEnv()
  const { authorization } = await bearer(grace)
  wmill.setClient(authorization.slice('Bearer '.length), api.endpoint)
  await api.store.write('dir/ten é.txt', Buffer.from('0123456789'))
})
afterAll(async () => {
  for (const name of ['PUBLIC_URL', 'WM_BASE_URL', 'WM_WORKSPACE']) delete process.env[name]
  await api.close()
})

describe('the published client, unmodified', () => {
  it('signs objects, keeps their order, and makes addresses that open', async () => {
    const signed = await wmill.signS3Objects([{ s3: 'dir/ten é.txt' }, 's3:///b'], { expirySecs: 100 })
    expect(signed.map((object) => (typeof object === 'string' ? object : object.s3))).toEqual(['dir/ten é.txt', 'b'])
    const [address = ''] = await wmill.getPresignedS3PublicUrls([{ s3: 'dir/ten é.txt', storage: undefined }])
    expect(address).toContain('/s3_proxy/_default_/dir/ten é.txt?exp=')
    expect(await (await fetch(address)).text()).toBe('0123456789')
  })

  it('connects a light S3 client', async () => {
    expect(await wmill.denoS3LightClientSettings(undefined)).toMatchObject({
      bucket: '_default_',
      useSSL: false,
      pathStyle: true,
    })
  })

  it('asks for connections of Polars and DuckDB, old and new', async () => {
    const { HelpersService: helpers } = wmill
    expect(await helpers.polarsConnectionSettingsV2({ workspace, requestBody: {} })).toHaveProperty('storage_options')
    expect(await helpers.duckdbConnectionSettingsV2({ workspace, requestBody: {} })).toHaveProperty(
      'connection_settings_str',
    )
    const s3_resource = { bucket: 'b', region: 'r', endPoint: 'minio:9000', useSSL: false, pathStyle: true }
    expect(await helpers.polarsConnectionSettings({ workspace, requestBody: { s3_resource } })).toMatchObject({
      endpoint_url: 'http://minio:9000',
    })
    expect(await helpers.duckdbConnectionSettings({ workspace, requestBody: { s3_resource } })).toHaveProperty(
      'connection_settings_str',
    )
  })

  it('gets a token by which others know who asks, whatever the audience is called', async () => {
    const base = `${api.endpoint}/api/oidc/people`
    const getJson = async (path: string) => (await fetch(`${base}${path}`)).json()
    expect(await getJson('/.well-known/openid-configuration')).toMatchObject({
      issuer: base,
      jwks_uri: `${base}/jwks`,
    })
    const { keys } = await getJson('/jwks')
    const key = createPublicKey({ key: keys[0], format: 'jwk' })
    for (const [audience, asked, seconds] of [
      ['vault', undefined, 300],
      ['sts.amazonaws.com', 60, 60],
      ['https://vault.example.com/v1', 172_800, 3600],
    ] as const) {
      const token = await wmill.getIdToken(audience, asked)
      const [head = '', body = '', signature = ''] = token.split('.')
      expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
      expect(claims).toMatchObject({ iss: base, sub: 'workspace:lab:user:grace', aud: audience, workspace: 'lab' })
      expect(claims).toMatchObject({ username: 'grace', groups: ['all'], is_admin: true })
      expect(claims.email).toContain('grace')
      expect(claims.exp - claims.iat).toBe(seconds)
      const asPassword = { headers: { authorization: `Bearer ${token}` } }
      expect((await fetch(`${api.endpoint}/api/users/whoami`, asPassword)).status).toBe(401)
    }
    for (const wrong of ['with space', 'x'.repeat(256), 'é'])
      await expect(wmill.getIdToken(wrong)).rejects.toMatchObject({ status: 400 })
    await expect(wmill.getIdToken('vault', -5)).rejects.toMatchObject({ status: 400 })
  })

  it('gets no such token for longer than its own lasts, and none where it is limited', async () => {
    const { endpoint } = api
    const ask = async (limits: object) => {
      const { token } = await createToken(grace, createTokenSchema.parse({ label: 'x', expiresAt: null, ...limits }))
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`${endpoint}/api/w/lab/oidc/token/vault`, { method: 'POST', headers })
      return { status: answer.status, text: await answer.text() }
    }
    const { text } = await ask({ expiresAt: new Date(Date.now() + 100_000).toISOString() })
    const { exp, iat } = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString())
    expect(exp - iat).toBeLessThanOrEqual(100)
    expect(await ask({ readOnly: true })).toMatchObject({ status: 403 })
    expect(await ask({ workspaceId: 'lab', storage: '_default_' })).toMatchObject({ status: 403 })
  })

  it('tests connections, asks for usage and for folders', async () => {
    const { HelpersService: helpers } = wmill
    expect(await helpers.datasetStorageTestConnection({ workspace })).toBeNull()
    await expect(helpers.datasetStorageTestConnection({ workspace, storage: 'unknown' })).rejects.toMatchObject({
      status: 400,
      body: expect.stringContaining("No files storage named 'unknown' is defined at the workspace level."),
    })
    expect(await helpers.getStorageUsage({ workspace, refresh: true })).toMatchObject({ total_bytes: 10 })
    const exists = (fileKey: string, markerFile?: string) =>
      helpers.checkS3FolderExists({ workspace, fileKey, markerFile })
    expect(await exists('dir')).toEqual({ exists: true, is_folder: true })
    expect(await exists('dir/ten é.txt')).toEqual({ exists: true, is_folder: false })
    expect(await exists('di')).toEqual({ exists: false, is_folder: false })
    expect(await exists('dir', 'ten é.txt')).toEqual({ exists: true, is_folder: true })
    expect(await exists('dir', 'done')).toEqual({ exists: false, is_folder: false })
  })

  it('reads and changes the storages of the workspace', async () => {
    const { WorkspaceService: workspaces } = wmill
    const rules = { advanced_permissions: [{ pattern: 'dir/**', allow: 'read,list' }] }
    const config = { ...folder, secondary_storage: { archive: { ...folder, ...rules } } }
    await workspaces.editLargeFileStorageConfig({ workspace, requestBody: { large_file_storage: config } })
    expect(await workspaces.getSettings({ workspace })).toMatchObject({
      workspace_id: 'lab',
      large_file_storage: config,
    })
    expect((await workspaces.getPublicSettings({ workspace })).large_file_storage).toMatchObject(config)
    const address = await wmill.getPresignedS3PublicUrl('s3://archive/dir/ten é.txt')
    expect(address).toContain('/s3_proxy/archive/dir/')
    expect(await (await fetch(address)).text()).toBe('0123456789')
    await workspaces.editLargeFileStorageConfig({ workspace, requestBody: {} })
    expect(await workspaces.getSettings({ workspace })).not.toHaveProperty('large_file_storage')
    await expect(wmill.HelpersService.datasetStorageTestConnection({ workspace })).rejects.toMatchObject({
      status: 404,
      body: 'Not found: No datasets storage resource defined at the workspace level',
    })
  })
})
