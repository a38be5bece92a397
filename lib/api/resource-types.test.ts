import { beforeAll, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { testContext } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startTestInstance } from '@/lib/testing/instance'
import { createApi } from './app'

let ada: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
})

async function get(path: string) {
  return createApi().request(`/api/w/lab/resources/type/${path}`, { headers: { cookie: await cookieOf(ada) } })
}

it('lists the types with the JSON schema of their values', async () => {
  const response = await get('list')
  expect(response.status).toBe(200)
  const types: { name: string }[] = await response.json()
  expect(types.map(({ name }) => name)).toEqual(['s3', 'filesystem'])
  expect(types[0]).toEqual({
    name: 's3',
    description: expect.stringContaining('bucket'),
    schema: expect.objectContaining({ type: 'object', order: expect.arrayContaining(['bucket', 'secretKey']) }),
  })
})

it('describes one type, and says so when there is none of that name', async () => {
  const found = await get('get/s3')
  expect(await found.json()).toMatchObject({ name: 's3', schema: { properties: { secretKey: { password: true } } } })
  const missing = await get('get/ftp')
  expect(missing.status).toBe(404)
  expect(await missing.text()).toContain('There is no resource type')
})

it('asks for membership', async () => {
  expect((await createApi().request('/api/w/lab/resources/type/list')).status).toBe(401)
})
