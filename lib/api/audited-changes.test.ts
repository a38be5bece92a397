import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { instanceState } from '@/lib/server/instance-state'
import { filesystemStore } from '@/lib/storage/filesystem'
import { testContext } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startTestInstance } from '@/lib/testing/instance'
import { listen } from '@/lib/testing/listen'
import { sendRouteRequest } from '@/lib/testing/send-route-request'
import { linkFolder } from '@/lib/testing/storage-api'
import { createApiListener } from './listener'
import { routeAccess } from './route-access'

let root: string
let cookie: string
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  await startTestInstance()
  instanceState().ready = true
  root = await mkdtemp(join(tmpdir(), 'granary-audited-'))
  await testContext({ username: 'ada' })
  await testContext({ username: 'eve' })
  await testContext({ workspace: 'other', username: 'someone' })
  cookie = await cookieOf(await testContext({ username: 'root', role: 'admin', superadmin: true }))
  await linkFolder(root)
  server = await listen(createServer(createApiListener()))
})
afterAll(() => server.close())

/** Changes that leave no entry of their own, and why. */
const SILENT: Readonly<Record<string, string>> = {
  'POST /api/auth/logout': 'a session has no token to end: its cookie ends on the screen, which records it',
  'DELETE /api/users/tokens/delete/:token_prefix': 'the request of the table names no token: nothing is changed',
  'POST /api/users/setpassword': 'the request of the table is of somebody without a password',
  'POST /api/w/:workspace/workspaces/add_user': 'the request of the table names nobody',
  'POST /api/w/:workspace/folders/removeowner/:name': 'the request of the table names nobody who owns the folder',
  'POST /api/w/:workspace/job_helpers/multipart_upload/complete': 'the request of the table names no upload; see below',
  'POST /api/w/:workspace/job_helpers/multipart_upload/create': 'the end of an upload is recorded, not its beginning',
  'PUT /api/w/:workspace/job_helpers/multipart_upload/part': 'a part of an upload is no object yet',
  'POST /api/w/:workspace/job_helpers/multipart_upload/sign_parts': 'a part of an upload is no object yet',
  'DELETE /api/w/:workspace/job_helpers/multipart_upload/abort': 'what is given up has never been an object',
  'POST /api/w/:workspace/job_metrics/set_progress/:id':
    'how far a run is changes nothing but itself, every second perhaps',
  'POST /api/w/:workspace/jobs/restart/f/:id':
    'the request of the table names no run of a pipeline; see lib/pipelines/engine/broken-off.test.ts',
  'POST /api/w/:workspace/scripts/import': 'the request of the table holds no script: each that is stored is recorded',
  'PUT /api/w/:workspace/s3_proxy/*': 'the request of the table is not signed; see s3-proxy-writes.test.ts',
  'POST /api/w/:workspace/s3_proxy/*': 'the request of the table is not signed; see s3-proxy-writes.test.ts',
  'DELETE /api/w/:workspace/s3_proxy/*': 'the request of the table is not signed; see s3-proxy-writes.test.ts',
}

const changing = Object.keys(routeAccess).filter((route) => routeAccess[route]?.effect === 'change')

/** Entries of what came through a socket: what prepares a request has no address. */
async function told(): Promise<string[]> {
  const found = await (await db()).auditEntry.findMany({ where: { address: { not: '' } }, select: { operation: true } })
  return found.map(({ operation }) => operation)
}

describe.each(changing)('%s', (route) => {
  it(SILENT[route] ? `leaves no entry: ${SILENT[route]}` : 'leaves one entry', async () => {
    await filesystemStore({ root }).write('known.txt', Buffer.from('content'))
    await (await db()).auditEntry.deleteMany()
    const response = await sendRouteRequest(server.endpoint, route, { cookie, 'sec-fetch-site': 'same-origin' })
    const outcome = `${response.status} ${await response.text()}`
    expect(await told(), outcome).toHaveLength(SILENT[route] ? 0 : 1)
  })
})

it('an upload in parts leaves one entry, at its end', async () => {
  await (await db()).auditEntry.deleteMany()
  const send = async (method: string, path: string, body: string, type = 'application/json') => {
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': type }
    const url = `${server.endpoint}/api/w/lab/job_helpers/multipart_upload/${path}`
    return (await fetch(url, { method, body, headers })).json()
  }
  const { upload_id } = await send('POST', 'create', JSON.stringify({ file_key: 'in-parts.txt' }))
  const part = await send('PUT', `part?part_number=1&upload_id=${upload_id}`, 'content', 'application/octet-stream')
  await send('POST', 'complete', JSON.stringify({ upload_id, parts: [part] }))
  const entries = await (await db()).auditEntry.findMany()
  expect(entries).toMatchObject([{ operation: 'objects.upload', action: 'create', resource: 'in-parts.txt' }])
})

it('names no exception that is no change', () => {
  expect(Object.keys(SILENT).filter((route) => !changing.includes(route))).toEqual([])
})
