import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { shareFolder } from '@/lib/folders/share-folder'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createVariable } from '@/lib/variables/create-variable'
import { createResource } from './create-resource'
import type { TestStep } from './schema'
import { testResource } from './test-resource'

const TOKEN = 'canary-session-token'
// What reaches this server: a session token travels in clear, so it shows whether a secret was sent.
const received: string[] = []
const server = createServer((request, response) => {
  received.push(JSON.stringify(request.headers))
  response.writeHead(403).end()
})

let root: Context
let ada: Context
let bob: Context
let dataDir: string
let endPoint: string
let value: Record<string, unknown>

beforeAll(async () => {
  dataDir = (await startTestInstance()).dataDir
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endPoint = `127.0.0.1:${addressOf(server.address())}`
  value = {
    bucket: 'reports',
    region: 'auto',
    useSSL: false,
    endPoint: 's3.example.invalid',
    accessKey: 'AK',
    secretKey: 'SK',
    token: TOKEN,
  }
  root = await testContext({ username: 'root', role: 'admin', superadmin: true })
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  await createResource(ada, { path: 'f/team/bucket', newFolder: true, resourceType: 's3', description: '', value })
  const grants = [
    { subject: 'u/ada', access: 'owner' as const },
    { subject: 'u/bob', access: 'read' as const },
  ]
  await shareFolder(ada, { name: 'team', grants })
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

async function stepsOf(test: Promise<AsyncIterable<TestStep>>): Promise<TestStep[]> {
  const steps: TestStep[] = []
  for await (const step of await test) steps.push(step)
  return steps
}

describe('stored secrets in a test', () => {
  it('do not go to another server than they were stored for', async () => {
    const draft = { ...value, endPoint, secretKey: '<set>', token: '<set>' }
    const test = testResource(ada, { resourceType: 's3', value: draft, savedPath: 'f/team/bucket' })
    await expect(stepsOf(test)).rejects.toMatchObject({ code: 'invalid', fields: { 'value.token': expect.anything() } })
    expect(received.join()).not.toContain(TOKEN)
  })

  it('go to the server that they are entered again for', async () => {
    const test = testResource(ada, { resourceType: 's3', value: { ...value, endPoint }, savedPath: 'f/team/bucket' })
    const steps = await stepsOf(test)
    expect(received.join()).toContain(TOKEN)
    expect(steps.at(-1)).toMatchObject({ ok: false, problem: { sentence: expect.any(String) } })
  })

  it('are not there for who may only read the resource', async () => {
    const test = testResource(bob, { resourceType: 's3', value: null, savedPath: 'f/team/bucket' })
    await expect(test).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a folder', () => {
  const testFolder = (rootPath: string) =>
    stepsOf(testResource(root, { resourceType: 'filesystem', value: { rootPath }, savedPath: null }))

  it('is found, listed and written', async () => {
    const steps = await testFolder('fresh')
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['folder', true],
      ['list', true],
      ['write', true],
    ])
  })

  it('that is not there is told, and nothing more is tried', async () => {
    const steps = await testFolder('/mnt/no-such-disk')
    expect(steps).toMatchObject([
      { step: 'folder', ok: false, problem: { sentence: expect.stringContaining('not there') } },
    ])
  })

  it('of the instance’s own data is refused', async () => {
    await mkdir(join(dataDir, 'caches'), { recursive: true })
    const steps = await testFolder(join(dataDir, 'caches'))
    expect(steps).toMatchObject([{ ok: false, problem: { sentence: expect.stringContaining('data of the instance') } }])
  })

  it('is not named by a variable, which others may change', async () => {
    await createVariable(root, { path: 'u/root/disk', value: 'reports', isSecret: false, description: '' })
    const test = testResource(root, {
      resourceType: 'filesystem',
      value: { rootPath: '$var:u/root/disk' },
      savedPath: null,
    })
    await expect(test).rejects.toMatchObject({
      fields: { 'value.rootPath': [expect.stringContaining('no references')] },
    })
  })

  it('is tested by superadmins only', async () => {
    const test = testResource(ada, { resourceType: 'filesystem', value: { rootPath: 'x' }, savedPath: null })
    await expect(test).rejects.toMatchObject({ code: 'forbidden' })
  })
})

function addressOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address) return address.port
  throw new Error('no port')
}
