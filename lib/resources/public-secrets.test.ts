import { beforeAll, describe, expect, it } from 'vitest'
import { type Context, createContext } from '@/lib/auth/context'
import { createTokenContext } from '@/lib/auth/token-context'
import { getStorageSettings } from '@/lib/storage-settings/get-storage-settings'
import { saveStorageSettings } from '@/lib/storage-settings/save-storage-settings'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createToken } from '@/lib/tokens/create-token'
import { createTokenSchema } from '@/lib/tokens/schema'
import { createResource } from './create-resource'
import { getResource } from './get-resource'
import { getInterpolatedValue, getResourceValue } from './get-resource-value'
import { getS3Settings } from './get-s3-settings'
import { describeWireResource, listWireResources } from './wire-resources'

const path = 'u/ada/bucket'
const SECRET = 'canary-secret-key'
let ada: Context
let eve: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada', role: 'admin' })
  eve = await testContext({ username: 'eve' })
  const value = {
    bucket: 'bucket',
    region: 'us-east-1',
    endPoint: 'http://127.0.0.1:1',
    accessKey: 'AK',
    secretKey: SECRET,
  }
  await createResource(ada, { path, resourceType: 's3', description: '', value })
  const primary = { resourcePath: path, publicResource: true, rules: null }
  await saveStorageSettings(ada, { version: (await getStorageSettings(ada)).version, primary, secondary: [] })
})

const ways: [string, (ctx: Context) => Promise<unknown>][] = [
  ['its value', (ctx) => getResourceValue(ctx, { path })],
  ['its interpolated value', (ctx) => getInterpolatedValue(ctx, { path })],
  ['all of it over the API', (ctx) => describeWireResource(ctx, { path })],
  ['its connection settings', (ctx) => getS3Settings(ctx, path)],
]

describe('the keys of a resource whose storage is public', () => {
  it.each(ways)('are not told with %s to a member who may only see where it is', async (_what, read) => {
    expect((await getResource(eve, { path })).value.bucket).toBe('bucket')
    await expect(read(eve)).rejects.toMatchObject({ code: 'not_found' })
    expect(JSON.stringify(await read(ada))).toContain(SECRET)
  })

  it('cannot be guessed by filtering a list', async () => {
    const value = Buffer.from(JSON.stringify({ secretKey: SECRET })).toString('base64')
    expect(await listWireResources(eve, { value })).toEqual([])
    expect(await listWireResources(ada, { value })).toHaveLength(1)
  })

  it.each(ways)('are not told with %s to a token that may only read', async (_what, read) => {
    const wanted = createTokenSchema.parse({ label: 'reads', expiresAt: null, readOnly: true })
    const person = await createTokenContext((await createToken(ada, wanted)).token, '')
    await expect(read(await createContext(person, 'lab'))).rejects.toMatchObject({ code: 'forbidden' })
  })
})
