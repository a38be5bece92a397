import type { IncomingMessage } from 'node:http'
import { beforeAll, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { makeSessionCookie } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { capabilityNames } from '@/lib/doctor/report'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { startLinkedFolder } from '@/lib/testing/linked-folder'
import { linkStorage } from '@/lib/testing/transfer-lab'
import { directOriginsFor, workspaceOfPage } from './direct-origins'
import { contentPolicy } from './secure-headers'

let folder: Awaited<ReturnType<typeof startLinkedFolder>>

beforeAll(async () => {
  folder = await startLinkedFolder()
  const keys = { region: 'auto', accessKey: 'AK', secretKey: 'SK' }
  await linkStorage('closed', 's3', { ...keys, bucket: 'reports', endPoint: 'https://closed.example', pathStyle: true })
  await linkStorage('open', 's3', { ...keys, bucket: 'reports', endPoint: 'https://s3.example:9000', pathStyle: true })
  await linkStorage('hosted', 's3', { ...keys, bucket: 'reports', endPoint: 'https://s3.example', pathStyle: false })
  await linkStorage('azure', 'azure_blob', {
    accountName: 'lab',
    containerName: 'files',
    endpoint: '',
    useSSL: true,
    accessKey: 'a2V5',
  })
})

async function pageOf(ctx: Context | null, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const { name, value } = await makeSessionCookie(ctx?.person ?? { id: 'nobody', sessionVersion: 0 })
  const cookie = ctx ? `other=1; ${name}=${value}` : ''
  const request = { method: 'GET', url: '/w/lab/explorer', headers: { accept: 'text/html', cookie, ...headers } }
  return request as unknown as IncomingMessage
}

const originsFor = async (ctx: Context | null, workspace = 'lab') => directOriginsFor(await pageOf(ctx), workspace)

it('lets pages of a workspace reach the storages of that workspace that can be reached, and no other server', async () => {
  const all = [
    'https://closed.example',
    'https://s3.example:9000',
    'https://reports.s3.example',
    'https://lab.blob.core.windows.net',
  ]
  expect((await originsFor(folder.owner)).sort()).toEqual([...all].sort())
  const { id: resourceId, editedAt } = await (await db()).resource.findFirstOrThrow({ where: { path: 'u/ada/closed' } })
  const report = {
    ...{
      version: 1,
      startedAt: new Date(),
      finishedAt: new Date(),
      by: null,
      prefix: '',
      verdict: 'works',
      checks: [],
    },
    ...{
      capabilities: { ...Object.fromEntries(capabilityNames.map((name) => [name, null])), cors: false },
      changes: [],
      comparedWith: null,
    },
  }
  await (await db()).doctorRecord.create({ data: { resourceId, report: JSON.stringify(report), resourceAt: editedAt } })
  forgetIdentities()
  const origins = await originsFor(folder.owner)
  expect(origins).not.toContain('https://closed.example')
  expect(contentPolicy(origins)).toContain(`connect-src 'self' ${origins.join(' ')};`)
  expect(contentPolicy([])).toContain("connect-src 'self';")
})

it('tells nobody of them who may not see the resources, is not in the workspace or not signed in', async () => {
  expect(await originsFor(folder.stranger)).toEqual([])
  expect(await originsFor(folder.owner, 'other')).toEqual([])
  expect(await originsFor(null)).toEqual([])
  await (await db()).user.update({ where: { id: folder.owner.person.id }, data: { disabledAt: new Date() } })
  forgetIdentities()
  expect(await originsFor(folder.owner)).toEqual([])
})

it('asks for them only where a browser loads a page of a workspace', async () => {
  expect(workspaceOfPage(await pageOf(null))).toBe('lab')
  expect(workspaceOfPage(await pageOf(null, { rsc: '1' }))).toBeNull()
  expect(workspaceOfPage(await pageOf(null, { accept: '*/*' }))).toBeNull()
  for (const url of ['/sign-in', '/w/', '/w/%E0%A4%A/x', undefined])
    expect(workspaceOfPage({ ...(await pageOf(null)), url } as IncomingMessage)).toBeNull()
})
