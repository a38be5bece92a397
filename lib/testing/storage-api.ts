import { mkdtemp } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiListener } from '@/lib/api/listener'
import { isForS3 } from '@/lib/api/request-target'
import { db } from '@/lib/db'
import { deferContinue } from '@/lib/http/expect-continue'
import { filesystemStore } from '@/lib/storage/filesystem'
import { testContext } from './context'
import { cookieOf } from './cookie-of'
import { startTestInstance } from './instance'
import { listen } from './listen'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }
type Ask = { method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer; query?: Record<string, string> }

export type StorageApi = Awaited<ReturnType<typeof startStorageApi>>

/** The REST API on a real port over a real folder, with a signed-in admin of the workspace `lab`. */
export async function startStorageApi() {
  await startTestInstance()
  const root = await mkdtemp(join(tmpdir(), 'granary-files-'))
  const cookie = await cookieOf(await testContext({ role: 'admin' }))
  await linkFolder(root)
  const api = createApiListener()
  const server = await listen(deferContinue(createServer(api), api, isForS3))
  return {
    ...server,
    root,
    cookie,
    store: filesystemStore({ root }),
    /** One request as the browser of the signed-in person makes it. */
    ask: (route: string, { query = {}, ...options }: Ask = {}) =>
      ask(`${server.endpoint}/api/w/lab/job_helpers/${route}?${new URLSearchParams(query)}`, {
        ...options,
        headers: { cookie, 'sec-fetch-site': 'same-origin', ...options.headers },
      }),
  }
}

/** Makes a folder on disk the primary storage of `lab`; only its owner `ada` and admins may see it. */
export async function linkFolder(rootPath: string) {
  const client = await db()
  const by = { createdBy: 'ada', editedBy: 'ada' }
  const value = JSON.stringify({ rootPath })
  await client.resource.create({
    data: { workspaceId: 'lab', path: 'u/ada/folder', resourceType: 'filesystem', value, secrets: '{}', ...by },
  })
  await client.storageSetting.create({
    data: { workspaceId: 'lab', name: '_default_', resourcePath: 'u/ada/folder' },
  })
}

/** Node's own client: it sends targets and headers as they are. */
function ask(url: string, { method = 'GET', headers, body }: Omit<Ask, 'query'>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}
