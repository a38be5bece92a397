import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { contextOfToken } from '@/lib/auth/context-of'
import { db } from '@/lib/db'
import { runPreview } from '@/lib/runs/start-run'
import { bearer } from '@/lib/testing/callers'
import { startGround } from '@/lib/testing/clients/ground'
import { testContext } from '@/lib/testing/context'
import { signedRequest } from '@/lib/testing/signed-request'
import { createShortLivedToken } from '@/lib/tokens/create-short-lived-token'
import { createRunToken } from '@/lib/tokens/run-token'
import { listFileRuns, listRunFiles } from './list-run-files'
import { noteFileUse } from './note-file-use'
import { observedStore } from './observed-store'
import { addFileUses } from './store'

let ground: Awaited<ReturnType<typeof startGround>>
let ann: Context
let id: string
let token: { id: string; token: string }

beforeAll(async () => {
  ground = await startGround()
  ann = await testContext({ username: 'ann', role: 'admin' })
  id = await runPreview(ann, { content: 'export const main = () => 1', language: 'deno', args: {} })
  token = await createRunToken(ann, id, new Date(Date.now() + 3600_000))
  await (await db()).run.update({ where: { id }, data: { runTokenId: token.id } })
})
afterAll(() => ground.close())

async function send(method: string, route: string, as: string, body?: string) {
  const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/octet-stream' }
  const response = await fetch(`${ground.place.baseUrl}/api/w/lab/job_helpers/${route}`, { method, headers, body })
  await response.arrayBuffer()
  expect(response.ok).toBe(true)
}

const used = async () =>
  (await listRunFiles(ann, { id })).map(({ storage, s3, access, bytes, requests }) => [
    storage,
    s3,
    access,
    bytes,
    requests,
  ])

it('what a script does with files by the API and the S3 endpoint is kept with its run, and with the files', async () => {
  await send('POST', 'upload_s3_file?file_key=out/a.txt', token.token, '0123456789')
  await send('GET', 'download_s3_file?file_key=out/a.txt', token.token)
  await send('GET', 'download_s3_file?file_key=out/a.txt', token.token)
  await send('POST', 'upload_s3_file?file_key=b.bin&storage=archive', token.token, 'abc')
  const made = await createShortLivedToken(await contextOfToken(token.id, { workspaceId: 'lab' }), 'polars')
  const path = '/api/w/lab/s3_proxy/_default_/out/a.txt'
  const part = await signedRequest(ground.place.baseUrl, made.token, { path, headers: { range: 'bytes=2-4' } })
  expect(part.body.toString()).toBe('234')
  await send('DELETE', 'delete_s3_file?file_key=b.bin&storage=archive', token.token)
  await expect.poll(used, { timeout: 10_000 }).toEqual(
    expect.arrayContaining([
      ['_default_', 'out/a.txt', 'write', 10, 1],
      ['_default_', 'out/a.txt', 'read', 23, 3],
      ['archive', 'b.bin', 'write', 3, 1],
      ['archive', 'b.bin', 'delete', 0, 1],
    ]),
  )
  expect(await used()).toHaveLength(4)
  const target = { storage: '_default_', file_key: 'out/a.txt' }
  const runs = await listFileRuns(ann, target)
  expect(runs.map((run) => [run.job, run.access, run.status]).sort()).toEqual([
    [id, 'read', 'queued'],
    [id, 'write', 'queued'],
  ])
})

it('what a person does by themself belongs to no run, and runs of others are told to nobody', async () => {
  const before = await used()
  await send('GET', 'download_s3_file?file_key=out/a.txt', (await bearer(ann)).authorization.replace('Bearer ', ''))
  expect(await used()).toEqual(before)
  const ben = await testContext({ username: 'ben' })
  await expect(listRunFiles(ben, { id })).rejects.toMatchObject({ code: 'not_found' })
  expect(await listFileRuns(ben, { storage: '_default_', file_key: 'out/a.txt' })).toEqual([])
})

it('of a run no more uses are kept than there is room for, and what is known already counts on', async () => {
  const runId = await runPreview(ann, { content: 'export const main = () => 1', language: 'deno', args: {} })
  const at = new Date()
  const place = { runId, workspaceId: 'lab', storage: '_default_', access: 'read' as const }
  const use = (key: string) => ({ ...place, key, bytes: 1, requests: 1, unseen: 0, firstAt: at, lastAt: at })
  await addFileUses(runId, ['known', 'other'].map(use), 3)
  await addFileUses(runId, ['a', 'b', 'known', 'z'].map(use), 3)
  const kept = await listRunFiles(ann, { id: runId })
  expect(kept.map(({ s3, bytes }) => [s3, bytes])).toEqual([
    ['a', 1],
    ['known', 2],
    ['other', 1],
  ])
})

it('what goes past the server is counted as not seen, beside what was seen of the same file', async () => {
  const runId = await runPreview(ann, { content: 'export const main = () => 1', language: 'deno', args: {} })
  const store = observedStore(
    {
      ...ground.stores._default_,
      localPath: async (key) => `/${key}`,
      presign: { origin: 'https://s3.example.com', part: async () => '', download: async () => '' },
    },
    (use) => noteFileUse({ ...use, runId, workspaceId: 'lab', storage: '_default_' }),
  )
  await store.write('table.csv', Buffer.from('a\n1\n'))
  await store.localPath?.('table.csv')
  await store.presign?.download('table.csv', 'inline', 60)
  await (await store.read('table.csv')).body.toArray()
  await store.write('empty.csv', Buffer.alloc(0))
  await store.presign?.download('empty.csv', 'inline', 60)
  const listed = await listRunFiles(ann, { id: runId })
  expect(listed.map((use) => [use.s3, use.access, use.bytes, use.requests, use.unseen]).sort()).toEqual([
    ['empty.csv', 'read', 0, 1, 1],
    ['empty.csv', 'write', 0, 1, 0],
    ['table.csv', 'read', 4, 3, 2],
    ['table.csv', 'write', 4, 1, 0],
  ])
})

it('versions are read and counted, and a copy that is made is no failure because nothing tells its size', async () => {
  const store = ground.stores._default_
  await store.write('old.txt', Buffer.from('older'))
  const told: unknown[] = []
  const observed = observedStore(
    {
      ...store,
      head: () => Promise.reject(new Error('refused')),
      copy: async (source, target) => {
        await store.write(target, await (await store.read(source)).body.toArray().then(Buffer.concat))
      },
      versions: {
        head: async (key) => (await store.read(key)).info,
        read: (key, _, options) => store.read(key, options),
      },
    },
    (use) => told.push(use),
  )
  const read = await observed.versions?.read('old.txt', '1')
  expect(Buffer.concat((await read?.body.toArray()) ?? []).toString()).toBe('older')
  await observed.copy?.('old.txt', 'new.txt')
  await expect
    .poll(() => told)
    .toEqual([
      { key: 'old.txt', access: 'read', bytes: 5 },
      { key: 'old.txt', access: 'read', bytes: null },
      { key: 'new.txt', access: 'write', bytes: null },
    ])
})
