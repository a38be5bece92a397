import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { testContext } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { readZip } from '@/lib/testing/read-zip'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'

let api: StorageApi
let eve: string

beforeAll(async () => {
  api = await startStorageApi()
  eve = await cookieOf(await testContext({ username: 'eve' }))
  for (const key of ['a/one.txt', 'a/b/two.txt', 'a/b/c/three.txt', 'top.txt'])
    await api.store.write(key, Buffer.from(`content of ${key}`))
})
afterAll(() => api.close())

type Fields = [string, string][]

const pack = (fields: Fields, headers = {}) =>
  api.ask('download_files_as_zip', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })

async function setRules(rules: { pattern: string; allow: string[] }[] | null) {
  await (await db()).storageSetting.updateMany({ data: { rules: rules && JSON.stringify(rules) } })
  forgetIdentities()
}

it('packs files and all that lies in folders', async () => {
  const { status, headers, body } = await pack([
    ['prefix', 'a/'],
    ['file_key', 'top.txt'],
  ])
  expect(status).toBe(200)
  expect(headers['content-disposition']).toBe('attachment; filename=files.zip')
  expect(await readZip(body)).toEqual({
    'top.txt': 'content of top.txt',
    'a/b/c/three.txt': 'content of a/b/c/three.txt',
    'a/b/two.txt': 'content of a/b/two.txt',
    'a/one.txt': 'content of a/one.txt',
  })
})

it('names what is in it from the folder on, and itself after the one folder that it holds', async () => {
  const { headers, body } = await pack([
    ['prefix', 'a/b/'],
    ['base', 'a/'],
  ])
  expect(headers['content-disposition']).toBe('attachment; filename=b.zip')
  expect(Object.keys(await readZip(body))).toEqual(['b/c/three.txt', 'b/two.txt'])
})

it('packs every key under a name that stays inside', async () => {
  const keys = hostileKeys.flatMap(([, key]) => (Buffer.byteLength(key) < 1000 ? [key] : []))
  for (const key of keys) await api.store.write(`hostile/${key}`, Buffer.from(key))
  const { body } = await pack([['prefix', 'hostile/']])
  const found = await readZip(body)
  expect(Object.values(found).sort()).toEqual(keys.sort())
  for (const name of Object.keys(found)) expect(name).toMatch(/^hostile\//)
})

it('leaves out what may be seen but not read, and says so', async () => {
  await setRules([
    { pattern: 'a/b/**', allow: ['list'] },
    { pattern: 'a/**', allow: ['list', 'read'] },
  ])
  const found = await readZip((await pack([['prefix', 'a/']], { cookie: eve })).body)
  expect(Object.keys(found)).toEqual(['a/one.txt', 'left out.txt'])
  expect(found['left out.txt']).toContain('\na/b/two.txt\n')
  await setRules(null)
})

it.each<[string, Fields]>([
  ['a file that may not be read', [['file_key', 'top.txt']]],
  ['a folder that may not be browsed', [['prefix', 'z/']]],
])('refuses %s', async (_what, fields) => {
  await setRules([{ pattern: 'a/**', allow: ['list', 'read'] }])
  const { status, body } = await pack(fields, { cookie: eve })
  expect([status, body.toString()]).toEqual([403, expect.stringMatching(/^Permission denied: You may not/)])
  await setRules(null)
})

it.each<[string, Fields, RegExp]>([
  ['nothing', [], /Name a file_key or a prefix/],
  [
    'what lies elsewhere',
    [
      ['file_key', 'top.txt'],
      ['base', 'a/'],
    ],
    /must begin with base/,
  ],
])('says what is wrong with %s', async (_what, fields, sentence) => {
  const { status, body } = await pack(fields)
  expect(status).toBe(400)
  expect(body.toString()).toMatch(sentence)
})

it('leaves out a file that is not there, and says so', async () => {
  const { body } = await pack([['file_key', 'gone.txt']])
  expect((await readZip(body))['left out.txt']).toContain('\ngone.txt\n')
})

it('keeps an entry of each file in the log', async () => {
  await pack([['prefix', 'a/b/']])
  const told = async () => (await db()).auditEntry.findMany({ where: { operation: 'objects.download' } })
  await expect.poll(async () => (await told()).map(({ resource }) => resource)).toContain('a/b/c/three.txt')
})
