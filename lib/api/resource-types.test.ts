import { beforeAll, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { testContext } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startTestInstance } from '@/lib/testing/instance'
import { createApi } from './app'

let ada: Context
let admin: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  admin = await testContext({ username: 'grace', role: 'admin' })
})

async function call(path: string, { ctx = ada, method = 'GET', json }: Partial<Call> = {}) {
  const headers = { cookie: await cookieOf(ctx), 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const body = json === undefined ? undefined : JSON.stringify(json)
  return createApi().request(`/api/w/lab/resources/type/${path}`, { method, headers, body })
}

type Call = { ctx: Context; method: string; json: object }

it('lists the types with the JSON schema of their values', async () => {
  const response = await call('list')
  expect(response.status).toBe(200)
  const types: { name: string }[] = await response.json()
  const storages = ['s3', 's3_aws_oidc', 'azure_blob', 'azure_workload_identity', 'gcloud_storage', 'filesystem']
  expect(types.map(({ name }) => name)).toEqual(storages)
  expect(types[0]).toEqual({
    name: 's3',
    description: expect.stringContaining('bucket'),
    schema: expect.objectContaining({ type: 'object', order: expect.arrayContaining(['bucket', 'secretKey']) }),
  })
})

it('describes one type, and says so when there is none of that name', async () => {
  const found = await call('get/s3')
  expect(await found.json()).toMatchObject({ name: 's3', schema: { properties: { secretKey: { password: true } } } })
  const missing = await call('get/ftp')
  expect(missing.status).toBe(404)
  expect(await missing.text()).toContain('There is no resource type')
})

it('asks for membership', async () => {
  expect((await createApi().request('/api/w/lab/resources/type/list')).status).toBe(401)
})

it('keeps types that admins define, with the extension of their files', async () => {
  const schema = { type: 'object', properties: { host: { type: 'string' } } }
  const json = { name: 'c_note', schema, description: 'Notes', format_extension: 'md' }
  expect((await call('create', { method: 'POST', json })).status).toBe(403)
  expect((await call('create', { method: 'POST', json, ctx: admin })).status).toBe(201)
  expect((await call('create', { method: 'POST', json, ctx: admin })).status).toBe(409)
  expect(await (await call('get/c_note')).json()).toMatchObject({ ...json, workspace_id: 'lab', created_by: 'grace' })
  const change = { description: 'Better notes', format_extension: null }
  expect((await call('update/c_note', { method: 'POST', json: change, ctx: admin })).status).toBe(200)
  const changed = await (await call('get/c_note')).json()
  expect(changed).toMatchObject({ schema, description: 'Better notes' })
  expect(changed).not.toHaveProperty('format_extension')
  expect(await (await call('listnames')).json()).toContain('c_note')
  expect((await call('delete/c_note', { method: 'DELETE', ctx: admin })).status).toBe(200)
  expect(await (await call('exists/c_note')).json()).toBe(false)
})

it.each(['s3', 'gcloud_storage'])('leaves the built-in type %s as it is', async (name) => {
  expect((await call('create', { method: 'POST', json: { name }, ctx: admin })).status).toBe(409)
  expect((await call(`update/${name}`, { method: 'POST', json: { schema: {} }, ctx: admin })).status).toBe(400)
  expect((await call(`delete/${name}`, { method: 'DELETE', ctx: admin })).status).toBe(400)
})
