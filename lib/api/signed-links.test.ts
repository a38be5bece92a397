import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { removeMember } from '@/lib/people/remove-member'
import { updateUser } from '@/lib/people/update-user'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { bearer } from '@/lib/testing/callers'
import { testContext, testPerson } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'
import { createShortLivedToken } from '@/lib/tokens/create-short-lived-token'
import { deleteToken } from '@/lib/tokens/delete-token'

let api: StorageApi
let grace: Context

beforeAll(async () => {
  api = await startStorageApi()
  grace = await testContext({ username: 'grace', role: 'admin' })
  await api.store.write('ten.txt', Buffer.from('0123456789'), { contentType: 'text/plain' })
})
afterAll(() => api.close())

type Signed = { s3: string; presigned: string; [field: string]: unknown }
type By = Context | Record<string, string>

async function ask(body: object, by: By = grace) {
  const own = 'person' in by ? { cookie: await cookieOf(grace), 'sec-fetch-site': 'same-origin' } : by
  return fetch(`${api.endpoint}/api/w/lab/apps/sign_s3_objects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...own },
    body: JSON.stringify(body),
  })
}

async function sign(body: object, by?: By): Promise<Signed[]> {
  const response = await ask(body, by)
  expect(response.status, await response.clone().text()).toBe(200)
  return response.json()
}

const headersOf = async (ctx: Context) => ({ cookie: await cookieOf(ctx), 'sec-fetch-site': 'same-origin' })

/** The address that published clients make of a signed object: the key stands in it as it is. */
function addressOf({ s3, storage = '_default_', presigned }: Signed): string {
  return `${api.endpoint}/api/w/lab/s3_proxy/${String(storage)}/${s3}?${presigned}`
}

const open = (signed: Signed, options: RequestInit = {}) => fetch(addressOf(signed), options)

async function linkBy(by: By, s3 = 'ten.txt'): Promise<Signed> {
  const [signed] = await sign({ s3_objects: [{ s3 }] }, by)
  if (!signed) throw new Error('nothing was signed')
  return signed
}

describe('signing', () => {
  it('keeps the order and what objects hold, and leaves out what is null', async () => {
    const objects = [
      { s3: 'b', filename: 'f', deep: { x: null } },
      { s3: 'a', storage: '_default_' },
      { s3: 'c', storage: null },
    ]
    const signed = await sign({ s3_objects: objects, expiry_secs: 100 })
    expect(signed.map(({ presigned: _, ...object }) => object)).toEqual([
      { s3: 'b', filename: 'f', deep: { x: null } },
      { s3: 'a', storage: '_default_' },
      { s3: 'c' },
    ])
  })

  it.each<[unknown, string]>([
    ['s3:///dir/a.txt', 'dir/a.txt'],
    [['s3://_default_/dir/a.txt'], 'dir/a.txt'],
    [{ s3: 's3:///dir/a.txt' }, 'dir/a.txt'],
  ])('understands %j', async (given, key) => {
    const [signed] = await sign({ s3_objects: given })
    expect(signed).toMatchObject({ s3: key, presigned: expect.stringMatching(/^exp=\d+&sig=[0-9a-f]{64}&by=[\w.-]+$/) })
    expect(signed?.storage ?? '_default_').toBe('_default_')
  })

  it.each<[number | undefined, number]>([
    [undefined, 43_200],
    [100, 100],
    [1, 60],
    [99_999_999, 604_800],
  ])('makes a link of %s seconds good for %i', async (asked, seconds) => {
    const [signed] = await sign({ s3_objects: ['s3:///a'], expiry_secs: asked })
    const expires = Number(/exp=(\d+)/.exec(signed?.presigned ?? '')?.[1])
    expect(Math.abs(expires - Date.now() / 1000 - seconds)).toBeLessThan(5)
  })

  it('refuses an unknown storage and what is no object', async () => {
    expect((await ask({ s3_objects: [{ s3: 'a', storage: 'unknown' }] })).status).toBe(400)
    expect((await ask({ s3_objects: ['a.txt'] })).status).toBe(400)
    expect((await ask({ s3_objects: [{ s3: '' }] })).status).toBe(400)
  })

  it('refuses all where one may not be read (Windmill PR 10049)', async () => {
    const limited = await bearer(grace, { workspaceId: 'lab', storage: '_default_', prefix: 'mine/' })
    expect((await ask({ s3_objects: [{ s3: 'mine/a' }] }, limited)).status).toBe(200)
    const response = await ask({ s3_objects: [{ s3: 'mine/a' }, { s3: 'ten.txt' }] }, limited)
    expect([response.status, await response.text()]).toEqual([403, expect.not.stringContaining('sig=')])
  })
})

describe('a signed link', () => {
  // fetch() takes a hash sign for the end of the address, and folds dots and backslashes; line breaks it leaves out.
  const expressible = hostileKeys.filter(([, key]) => !/[#\\\r\n\t]|(^|\/)\.\.?(\/|$)/.test(key))

  it.each(expressible)('opens %s', async (_name, key) => {
    await api.store.write(key, Buffer.from(`content of ${key}`))
    const response = await open(await linkBy(grace, key))
    expect([response.status, await response.text()]).toEqual([200, `content of ${key}`])
  })

  it('needs nothing else, tells the head and reads ranges', async () => {
    const link = await linkBy(grace)
    const head = await open(link, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10'])
    const part = await open(link, { headers: { range: 'bytes=-2' } })
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '89', 'bytes 8-9/10'])
    const again = await open(link, { headers: { 'if-none-match': head.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  })

  it('shows only what is harmless, and to pages of other sites too', async () => {
    await api.store.write('page.png', Buffer.from('<svg onload="alert(1)">'), { contentType: 'text/html' })
    const { headers } = await open(await linkBy(grace, 'page.png'))
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  it('is for one object, one storage, one time and one maker', async () => {
    const link = await linkBy(grace)
    const changed: Signed[] = [
      { ...link, s3: 'other.txt' },
      { ...link, storage: 'other' },
      { ...link, presigned: link.presigned.replace(/exp=\d/, 'exp=9') },
      { ...link, presigned: link.presigned.replace(/sig=.{4}/, 'sig=0000') },
      { ...link, presigned: link.presigned.replace(/by=.+/, 'by=user.somebody') },
      { ...link, presigned: link.presigned.replace(/&by=.+/, '') },
      { ...link, presigned: `${link.presigned}&exp=9999999999` },
    ]
    for (const each of changed) {
      const response = await open(each)
      expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('Invalid signature')])
    }
    const elsewhere = await fetch(addressOf(link).replace('/w/lab/', '/w/other/'))
    expect(elsewhere.status).toBe(403)
  })

  it('ends with its maker', async () => {
    const root = await testPerson({ username: 'root', superadmin: true })
    const [dan, rita, paul] = [
      await testContext({ username: 'dan' }),
      await testContext({ username: 'rita' }),
      await testContext({ username: 'paul' }),
    ]
    const links = [
      await linkBy(await headersOf(dan)),
      await linkBy(await headersOf(rita)),
      await linkBy(await headersOf(paul)),
    ]
    for (const link of links) expect((await open(link)).status).toBe(200)
    await updateUser(root, { userId: dan.person.id, disabled: true })
    await removeMember(grace, { userId: rita.person.id })
    const after = await Promise.all(links.map(async (link) => (await open(link)).status))
    expect(after).toEqual([403, 403, 200])
  })

  it('ends with the token that made it, and has its limits', async () => {
    const headers = await bearer(grace, { readOnly: true })
    const link = await linkBy(headers)
    expect((await open(link)).status).toBe(200)
    await deleteToken(grace, { id: /Bearer (.+)\./.exec(headers.authorization)?.[1] ?? '' })
    const response = await open(link)
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('This link has ended')])
  })

  it('outlives the credentials of the job that made it', async () => {
    const { id, token } = await createShortLivedToken(grace, 'a job')
    const link = await linkBy({ authorization: `Bearer ${token}` })
    await deleteToken(grace, { id })
    expect((await open(link)).status).toBe(200)
  })

  it('names the file so that nothing is hidden (CVE-2023-33955)', async () => {
    const name = 'dir/"наклейка"\u202egpj\u0007.exe'
    await api.store.write(name, Buffer.from('x'))
    const disposition = (await open(await linkBy(grace, name))).headers.get('content-disposition')
    expect(disposition).toContain(`filename*=UTF-8''${encodeURIComponent('"наклейка"_gpj_.exe')}`)
  })
})
