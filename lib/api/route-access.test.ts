import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateUser } from '@/lib/people/update-user'
import { isAllowed, knownKeysOnly } from '@/lib/permissions/rules'
import { instanceState } from '@/lib/server/instance-state'
import { filesystemStore } from '@/lib/storage/filesystem'
import { testContext, testPerson } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startTestInstance } from '@/lib/testing/instance'
import { listen } from '@/lib/testing/listen'
import { linkFolder } from '@/lib/testing/storage-api'
import { createApi } from './app'
import { type Caller, type RouteAccess, routeAccess } from './route-access'

/** What each of them is answered where the table lets in only these callers. */
const statuses: Record<string, Record<Caller, number>> = {
  nobody: { anybody: 200, person: 401, member: 401, admin: 401, superadmin: 401 },
  'a disabled member': { anybody: 200, person: 401, member: 401, admin: 401, superadmin: 401 },
  'somebody who is no member': { anybody: 200, person: 200, member: 404, admin: 404, superadmin: 403 },
  'a member without the resource': { anybody: 200, person: 200, member: 200, admin: 403, superadmin: 403 },
  'a member with the resource': { anybody: 200, person: 200, member: 200, admin: 403, superadmin: 403 },
  'an admin': { anybody: 200, person: 200, member: 200, admin: 200, superadmin: 403 },
  'a superadmin who is no member': { anybody: 200, person: 200, member: 200, admin: 200, superadmin: 200 },
}
const RESTRICTED = 'a member without the resource'
const MAY_SEE = ['a member with the resource', 'an admin', 'a superadmin who is no member']

const known = '?file_key=known.txt'

type Sending = { params?: Record<string, string>; query?: string; body?: string }

/** A small valid request to every route. */
const requests: Record<string, Sending> = {
  'GET /api/health': {},
  'GET /api/version': {},
  'GET /api/openapi.json': {},
  'GET /api/users/whoami': {},
  'GET /api/workspaces/users': {},
  'GET /api/w/:workspace/users/whoami': {},
  'GET /api/w/:workspace/users/list': {},
  'GET /api/w/:workspace/workspaces/get_secondary_storage_names': {},
  'GET /api/w/:workspace/resources/type/list': {},
  'GET /api/w/:workspace/resources/type/get/:name': { params: { name: 's3' } },
  'GET /api/w/:workspace/job_helpers/list_stored_files_paged': {},
  'GET /api/w/:workspace/job_helpers/list_stored_files': { query: '?max_keys=10' },
  'GET /api/w/:workspace/job_helpers/count_stored_files': {},
  'GET /api/w/:workspace/job_helpers/load_file_metadata': { query: known },
  'GET /api/w/:workspace/job_helpers/download_s3_file': { query: known },
  'GET /api/w/:workspace/job_helpers/load_image_preview': { query: known },
  'POST /api/w/:workspace/job_helpers/upload_s3_file': { query: known, body: 'sent' },
  'DELETE /api/w/:workspace/job_helpers/delete_s3_file': { query: known },
  'GET /api/w/:workspace/job_helpers/move_s3_file': { query: '?src_file_key=known.txt&dest_file_key=moved.txt' },
}

const cookies: Record<string, string> = {}
let root: string
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  await startTestInstance()
  instanceState().ready = true
  root = await mkdtemp(join(tmpdir(), 'granary-hidden-'))
  const superadmin = await testPerson({ username: 'root', superadmin: true })
  const disabled = await testContext({ username: 'dan' })
  cookies.nobody = ''
  cookies['a disabled member'] = await cookieOf(disabled)
  cookies['somebody who is no member'] = await cookieOf(await testPerson({ username: 'zoe' }))
  cookies[RESTRICTED] = await cookieOf(await testContext({ username: 'eve' }))
  cookies['a member with the resource'] = await cookieOf(await testContext({ username: 'ada' }))
  cookies['an admin'] = await cookieOf(await testContext({ username: 'grace', role: 'admin' }))
  cookies['a superadmin who is no member'] = await cookieOf(superadmin)
  await linkFolder(root)
  await updateUser(superadmin, { userId: disabled.person.id, disabled: true })
  server = await listen(createServer(getRequestListener(createApi().fetch, { overrideGlobalObjects: false })))
})
afterAll(() => server.close())

function expectedStatus(who: string, { caller, needs = [], answersRestricted }: RouteAccess): number | undefined {
  const refused = needs.some((operation) => !isAllowed(knownKeysOnly, operation, 'known.txt'))
  if (who === RESTRICTED && refused && !answersRestricted) return 403
  return statuses[who]?.[caller]
}

async function call(who: string, route: string, { params, query = '', body }: Sending) {
  await filesystemStore({ root }).write('known.txt', Buffer.from('content'))
  const [method = '', pattern = ''] = route.split(' ')
  const values: Record<string, string> = { workspace: 'lab', ...params }
  const path = pattern.replaceAll(/:(\w+)/g, (_, name) => values[name] ?? '')
  const headers = { cookie: cookies[who] ?? '', 'sec-fetch-site': 'same-origin' }
  const response = await fetch(`${server.endpoint}${path}${query}`, {
    method,
    headers,
    body,
  })
  return { status: response.status, text: `${JSON.stringify([...response.headers])} ${await response.text()}` }
}

it('every route of the table has a request here', () => {
  expect(Object.keys(requests).sort()).toEqual(Object.keys(routeAccess).sort())
})

describe.each(Object.entries(routeAccess))('%s', (route, access) => {
  it.each(Object.keys(statuses))('answers %s as the table says', async (who) => {
    const { status, text } = await call(who, route, requests[route] ?? {})
    expect(status).toBe(expectedStatus(who, access))
    if (MAY_SEE.includes(who)) return
    expect(text).not.toContain(root)
    expect(text).not.toContain('u/ada/folder')
    if (who === RESTRICTED && access.answersRestricted) {
      expect(text).toContain('"restricted_access":true')
      expect(text).not.toContain('known.txt')
    }
  })
})

const readable = Object.keys(routeAccess).filter((route) => route.startsWith('GET '))

it.each(readable)('%s is as closed to HEAD', async (route) => {
  for (const who of ['nobody', 'somebody who is no member']) {
    const { status } = await call(who, route.replace('GET', 'HEAD'), requests[route] ?? {})
    const access = routeAccess[route]
    expect(status).toBe(access && expectedStatus(who, access))
  }
})
