import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { format } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { flushReads } from '@/lib/audit/read-queue'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { createUser } from '@/lib/people/create-user'
import { resetPassword } from '@/lib/people/reset-password'
import { createResource } from '@/lib/resources/create-resource'
import { getResource } from '@/lib/resources/get-resource'
import { testResource } from '@/lib/resources/test-resource'
import { updateResource } from '@/lib/resources/update-resource'
import { instanceState } from '@/lib/server/instance-state'
import { createShareLink } from '@/lib/share-links/create-share-link'
import { linkToken } from '@/lib/share-links/link-token'
import { createShareLinkSchema } from '@/lib/share-links/schema'
import { filesystemStore } from '@/lib/storage/filesystem'
import { bearer } from '@/lib/testing/callers'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { listen } from '@/lib/testing/listen'
import { sendRouteRequest } from '@/lib/testing/send-route-request'
import { linkFolder } from '@/lib/testing/storage-api'
import { createToken } from '@/lib/tokens/create-token'
import { createTokenSchema } from '@/lib/tokens/schema'
import { createVariable } from '@/lib/variables/create-variable'
import { createApiListener } from './listener'
import { routeAccess } from './route-access'

const PASSWORD = 'canary-password-of-a-user'
const WRONG_PASSWORD = 'canary-password-that-is-wrong'
const SECRET = 'canary-secret-key-of-a-bucket'
const VALUE = 'canary-value-of-a-variable'
const SHARE_PASSWORD = 'canary-password-of-a-link'

let server: Awaited<ReturnType<typeof listen>>
let root: Context
let folder: string
const printed: string[] = []
const failures: string[] = []
const canaries = [PASSWORD, WRONG_PASSWORD, SECRET, VALUE, SHARE_PASSWORD]

beforeAll(async () => {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...told) => void printed.push(format(...told)))
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => Boolean(printed.push(String(chunk))))
  await startTestInstance({ ALLOW_PRIVATE_ENDPOINTS: '127.0.0.1' })
  instanceState().ready = true
  folder = await mkdtemp(join(tmpdir(), 'granary-canaries-'))
  await testContext({ username: 'ada' })
  await testContext({ username: 'eve' })
  await testContext({ workspace: 'other', username: 'someone' })
  root = await testContext({ username: 'root', role: 'admin', superadmin: true })
  await linkFolder(folder)
  await filesystemStore({ root: folder }).write('known.txt', Buffer.from('content'))
  server = await listen(createServer(createApiListener()))
})
afterAll(async () => {
  vi.restoreAllMocks()
  await server.close()
})

/** Sends something; what is answered with a failure is looked through later. */
async function send(path: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const json = { 'content-type': 'application/json', ...headers }
  const response = await fetch(`${server.endpoint}/api${path}`, { method: 'POST', headers: json, body: text })
  if (response.status >= 400) failures.push(await response.text())
  return response
}

async function useSecrets() {
  const user = await createUser(root, { email: 'new@example.com', name: '', password: PASSWORD, superadmin: false })
  const signIn = { email: 'new@example.com', password: PASSWORD }
  canaries.push(await (await send('/auth/login', signIn)).text())
  await send('/auth/login', { ...signIn, password: WRONG_PASSWORD })
  await send('/auth/login', { email: 'nobody', password: WRONG_PASSWORD })
  await send('/auth/login', `{"email":"new@example.com","password":"${WRONG_PASSWORD}`)
  await resetPassword(root, { userId: user.id, password: PASSWORD })
  const { token } = await createToken(root, createTokenSchema.parse({ label: 'a canary', expiresAt: null }))
  canaries.push(token.split('.')[1] ?? token)
  await send('/users/tokens/create', { label: 'x'.repeat(999) }, { authorization: `Bearer ${token}` })
  await send('/users/tokens/create', {}, { authorization: `Bearer ${token}x` })
  await send('/users/tokens/create', {}, { authorization: token })
}

async function useSecretsOfResources() {
  const value = {
    bucket: 'grain',
    region: 'us-east-1',
    useSSL: false,
    endPoint: '127.0.0.1:9',
    accessKey: 'AK',
    secretKey: SECRET,
  }
  const path = 'u/root/canary'
  await createResource(root, { path, resourceType: 's3', description: '', value })
  const { editedAt } = await getResource(root, { path })
  await updateResource(root, { path, newPath: path, description: '', value, editedAt })
  await updateResource(root, { path, newPath: path, description: '', value, editedAt }).catch(tell)
  await createResource(root, { path, resourceType: 's3', description: '', value }).catch(tell)
  await createResource(root, { path: 'x', resourceType: 's3', description: '', value: { ...value, port: 'x' } }).catch(
    tell,
  )
  for await (const step of await testResource(root, { resourceType: 's3', value, savedPath: null }))
    failures.push(JSON.stringify(step))
  const variable = { path: 'u/root/canary', description: '', value: VALUE, isSecret: true }
  await createVariable(root, variable)
  await createVariable(root, variable).catch(tell)
}

function tell(error: unknown) {
  failures.push(format(error))
}

async function useShareLink() {
  const input = { key: 'known.txt', expiresAt: null, password: SHARE_PASSWORD }
  const { id } = await createShareLink(root, createShareLinkSchema.parse(input))
  const token = linkToken(id)
  canaries.push(token.split('.')[1] ?? token)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  await send(`/share/${token}/download`, `password=${SHARE_PASSWORD}`, form)
  await send(`/share/${token}/download`, `password=${WRONG_PASSWORD}`, form)
  await send(`/share/${token}x/download`, `password=${SHARE_PASSWORD}`, form)
  await send('/w/lab/share_links/create', { ...input, expiresAt: 'never' }, await bearer(root))
}

// RustFS wrote secrets into its logs, into debug output and into what it answered when something failed.
it('GHSA-r54g-49rx-98cr, GHSA-8cm2-h255-v749, GHSA-333v-68xh-8mmq: no secret is in the audit log, in what is printed or in failures', async () => {
  await useSecrets()
  await useSecretsOfResources()
  await useShareLink()
  for (const route of Object.keys(routeAccess)) {
    await filesystemStore({ root: folder }).write('known.txt', Buffer.from('content'))
    const headers = await bearer(root)
    canaries.push(headers.authorization.split('.')[1] ?? '')
    const response = await sendRouteRequest(server.endpoint, route, headers)
    const text = await response.text()
    if (response.status >= 400) failures.push(text)
  }
  await flushReads()
  const entries = await (await db()).auditEntry.findMany()
  expect(entries.length).toBeGreaterThan(20)
  expect(failures.length).toBeGreaterThan(10)
  const places = { entries: JSON.stringify(entries), printed: printed.join('\n'), failures: failures.join('\n') }
  for (const [place, text] of Object.entries(places))
    for (const canary of canaries) expect(text.includes(canary), `${canary} in ${place}`).toBe(false)
}, 180_000)
