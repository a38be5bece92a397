import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { shareFolder } from '@/lib/folders/share-folder'
import { bearer } from '@/lib/testing/callers'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createApi } from './app'

let admin: Context
let operator: Context
let api: ReturnType<typeof createApi>

beforeAll(async () => {
  await startTestInstance()
  admin = await testContext({ username: 'grace', role: 'admin' })
  operator = await testContext({ username: 'oscar', role: 'operator' })
  api = createApi()
})

async function get(path: string, ctx = admin) {
  return api.request(`/api/w/lab/${path}`, { headers: await bearer(ctx) })
}

async function post(path: string, body: object | string, { type = 'application/json' } = {}) {
  const headers = { ...(await bearer(admin)), ...(type && { 'content-type': type }) }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return api.request(`/api/w/lab/${path}`, { method: 'POST', headers, body: text })
}

const line = async (response: Response) => `${response.status} ${await response.text()}`

describe('resources over the API', () => {
  it('are made, found, read and listed as published clients do it', async () => {
    const path = 'f/shared/db'
    const body = { path, resource_type: 'postgresql', value: { host: 'h', password: 'pw' }, ws_specific: false }
    expect(await line(await post('resources/create', body))).toBe(`201 ${path}`)
    expect(await line(await post('resources/create', body))).toMatch(/^409 Conflict: /)
    expect(await line(await post('resources/create?update_if_exists=true', body))).toBe(`201 ${path}`)
    for (const written of [path, `$res:${path}`, `res://${path}`])
      expect(await (await get(`resources/get_value_interpolated/${written}`)).json()).toEqual(body.value)
    expect(await (await get(`resources/exists/${path}`)).json()).toBe(true)
    expect(await (await get('resources/list?resource_type=postgresql,x')).json()).toMatchObject([{ path, value: null }])
    expect(await (await get('resources/list?resource_type_exclude=postgresql')).json()).toEqual([])
    const held = (value: object) => `resources/list?value=${btoa(JSON.stringify(value))}`
    expect(await (await get(held({ host: 'h' }))).json()).toHaveLength(1)
    expect(await (await get(held({ host: 'other' }))).json()).toEqual([])
  })

  it('of a folder are read by its operators, secrets included, and by nobody else', async () => {
    expect(await line(await get('resources/get_value/f/shared/db', operator))).toMatch(/^404 Not found: /)
    await shareFolder(admin, { name: 'shared', grants: [{ subject: 'u/oscar', access: 'read' }] })
    expect(await (await get('resources/get_value/f/shared/db', operator)).json()).toMatchObject({ password: 'pw' })
    expect(await (await get('resources/get/f/shared/db', operator)).json()).toMatchObject({
      ...{ workspace_id: 'lab', resource_type: 'postgresql', value: { host: 'h' }, extra_perms: {} },
      ...{ created_by: 'grace', is_oauth: false, is_refreshed: false },
    })
  })

  it.each(['u/grace/script/deno_fresh/state_0', 'f/shared/a/b/c-d_e'])('lie at %s', async (path) => {
    expect((await post('resources/create', { path, resource_type: 'state', value: null })).status).toBe(201)
    expect(await (await get(`resources/get_value/${path}`)).json()).toBeNull()
  })

  it.each(['g/all/x', 'x', 'u/grace', 'f/shared/a b', '/u/grace/x', 'u/grace/x.y'])(
    'do not lie at %s',
    async (path) => {
      const answer = await line(await post('resources/create', { path, resource_type: 'any', value: 1 }))
      expect(answer).toMatch(/^400 Bad request: /)
    },
  )
})

describe('variables over the API', () => {
  it('answer their value as a JSON string, under each way to write their path', async () => {
    const path = 'u/grace/key'
    const body = { path, value: 'se"cret', is_secret: true, description: '' }
    expect(await line(await post('variables/create', body))).toBe(`201 ${path}`)
    for (const written of [path, `$var:${path}`, `var://${path}`])
      expect(await line(await get(`variables/get_value/${written}`))).toBe('200 "se\\"cret"')
    expect(await (await get(`variables/get/${path}`)).json()).toMatchObject({ value: 'se"cret', is_secret: true })
    expect(await (await get(`variables/get/${path}?decrypt_secret=false`)).json()).toMatchObject({ value: null })
    const sealed = await (await get(`variables/get/${path}?decrypt_secret=false&include_encrypted=true`)).text()
    expect(sealed).toContain('kid')
    expect(sealed).not.toContain('"cret')
    expect(await (await get('variables/list?broad_filter=KEY')).json()).toMatchObject([{ path, value: null }])
    expect(await (await get('variables/list?page=2&per_page=1')).json()).toEqual([])
  })

  it('take no value that another server encrypted', async () => {
    const body = { path: 'u/grace/other', value: 'x', is_secret: true, description: '' }
    expect(await line(await post('variables/create?already_encrypted=true', body))).toMatch(/^400 Bad request: /)
  })
})

describe('scripts over the API', () => {
  it('answer their hash and their text as they are', async () => {
    const content = 'def main():\n    pass\n'
    const body = { path: 'u/grace/tool', summary: '', content, language: 'python3' }
    const made = await post('scripts/create', body)
    const hash = await made.clone().text()
    expect(await line(made)).toMatch(/^201 [\da-f]{16}$/)
    expect(await line(await get('scripts/raw/p/u/grace/tool'))).toBe(`200 ${content}`)
    expect(await line(await get('scripts/raw/p/u/grace/tool.py'))).toBe(`200 ${content}`)
    expect(await (await get(`scripts/get/h/${hash}`)).json()).toMatchObject({ hash, content, language: 'python3' })
    expect(await line(await get('scripts/get/p/u/grace/none'))).toMatch(/^404 Not found: script at name u\/grace\/none/)
  })

  it.each(['go', 'bash', ''])('are not written in "%s"', async (language) => {
    const body = { path: 'u/grace/x', summary: '', content: '', language }
    expect(await line(await post('scripts/create', body))).toMatch(/^400 Bad request: /)
  })
})

describe('a body that is no JSON', () => {
  it.each([
    ['of another type', '{}', 'text/plain', 415],
    ['that does not parse', '{', 'application/json', 400],
    ['of the wrong shape', '[]', 'application/json', 400],
  ])('%s is refused in a line', async (_what, body, type, status) => {
    const answer = await line(await post('variables/create', body, { type }))
    expect(answer).toMatch(new RegExp(`^${status} Bad request: .+`))
  })
})

it.each([
  ['too long', { 'content-length': '9000000' }],
  ['of unknown length', { 'transfer-encoding': 'chunked' }],
])('a body that is %s is not read', async (_what, more) => {
  const headers = { ...(await bearer(admin)), 'content-type': 'application/json', ...more }
  const answer = await api.request('/api/w/lab/variables/create', { method: 'POST', headers, body: '{}' })
  expect(await line(answer)).toMatch(/^400 Bad request: /)
})

it('describes its paths without the patterns of the router', async () => {
  const { paths } = await (await api.request('/api/openapi.json')).json()
  expect(Object.keys(paths)).toContain('/api/w/{workspace}/resources/get_value/{path}')
  expect(Object.keys(paths).filter((path) => /[+*]|\}\{/.test(path))).toEqual([])
})
