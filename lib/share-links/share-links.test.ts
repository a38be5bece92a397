import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { type Context, createContext } from '@/lib/auth/context'
import { createTokenContext } from '@/lib/auth/token-context'
import { db } from '@/lib/db'
import { addMember } from '@/lib/people/add-member'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { removeMember } from '@/lib/people/remove-member'
import { updateUser } from '@/lib/people/update-user'
import { testContext, testPerson } from '@/lib/testing/context'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'
import { createToken } from '@/lib/tokens/create-token'
import { createTokenSchema } from '@/lib/tokens/schema'
import { createShareLink } from './create-share-link'
import { linkToken } from './link-token'
import { listShareLinks } from './list-share-links'
import { openShareLink } from './open-share-link'
import { revokeShareLink } from './revoke-share-link'
import { createShareLinkSchema } from './schema'

let api: StorageApi
let grace: Context
let eve: Context

const CONTENT = '0123456789'

beforeAll(async () => {
  api = await startStorageApi()
  grace = await testContext({ username: 'grace', role: 'admin' })
  eve = await testContext({ username: 'eve' })
  await api.store.write('reports/may.csv', Buffer.from(CONTENT), { contentType: 'text/csv' })
})
afterAll(() => api.close())
beforeEach(async () => void (await (await db()).signInThrottle.deleteMany()))

type Given = Partial<z.input<typeof createShareLinkSchema>>

const share = (given: Given = {}, ctx = grace) =>
  createShareLink(ctx, createShareLinkSchema.parse({ key: 'reports/may.csv', expiresAt: null, ...given }))

function begin(id: string, { password, headers }: { password?: string; headers?: Record<string, string> } = {}) {
  const body = new URLSearchParams(password === undefined ? {} : { password })
  const url = `${api.endpoint}/api/share/${linkToken(id)}/download`
  return fetch(url, { method: 'POST', body, headers, redirect: 'manual' })
}

/** The address of the bytes of a download that was begun. */
async function addressOf(id: string, password?: string): Promise<string> {
  const response = await begin(id, { password })
  expect(response.status, await response.clone().text()).toBe(303)
  return api.endpoint + response.headers.get('location')
}

const downloads = async (id: string) => (await (await db()).shareLink.findUnique({ where: { id } }))?.downloads
const problemOf = (id: string) =>
  openShareLink(linkToken(id)).then(
    () => null,
    ({ problem }) => problem,
  )

describe('a share link', () => {
  it('gives whoever has it the file, and nothing to look at in a browser', async () => {
    const { id, url } = await share()
    expect(url).toMatch(new RegExp(`/share/${id}\\.[\\w-]{43}$`))
    const response = await fetch(await addressOf(id))
    expect([response.status, await response.text()]).toEqual([200, CONTENT])
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=may.csv')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('opens with nothing that the database holds', async () => {
    const { id } = await share()
    const row = await (await db()).shareLink.findUniqueOrThrow({ where: { id } })
    for (const column of Object.values(row))
      await expect(openShareLink(`${id}.${String(column)}`)).rejects.toMatchObject({ problem: 'unknown' })
    const [, mac = ''] = linkToken(id).split('.')
    const other = await share()
    await expect(openShareLink(`${other.id}.${mac}`)).rejects.toMatchObject({ problem: 'unknown' })
  })

  it.each<[string, Given]>([
    ['a time that has passed', { expiresAt: new Date(Date.now() - 1000).toISOString() }],
    ['a short password', { password: 'short' }],
    ['no download at all', { maxDownloads: 0 }],
  ])('is not made with %s', async (_what, given) => {
    expect(() => createShareLinkSchema.parse({ key: 'a', expiresAt: null, ...given })).toThrow()
  })

  it('ends when its time is over, also for a download that was begun', async () => {
    const { id } = await share({ expiresAt: new Date(Date.now() + 60_000).toISOString() })
    const address = await addressOf(id)
    await (await db()).shareLink.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await problemOf(id)).toBe('expired')
    expect((await fetch(address)).status).toBe(403)
  })

  it('ends when it is taken back, also for a download that was begun', async () => {
    const { id } = await share()
    const address = await addressOf(id)
    await revokeShareLink(grace, { id })
    expect(await problemOf(id)).toBe('revoked')
    expect((await fetch(address)).status).toBe(404)
  })

  it('says so when the file is gone', async () => {
    await api.store.write('soon-gone.txt', Buffer.from('x'))
    const { id } = await share({ key: 'soon-gone.txt' })
    await api.store.remove(['soon-gone.txt'])
    expect(await problemOf(id)).toBe('missing')
  })

  it('is not made for a file that is not there, or that its maker may not read', async () => {
    await expect(share({ key: 'nowhere.txt' })).rejects.toMatchObject({ code: 'not_found' })
    const operator = await testContext({ username: 'olga', role: 'operator' })
    await expect(share({}, operator)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is made with a limited token only within its limits and its time', async () => {
    const expiresAt = new Date(Date.now() + 3600_000)
    const limits = { label: 'shares', workspaceId: 'lab', storage: '_default_', prefix: 'reports/', expiresAt }
    const { token } = await createToken(grace, createTokenSchema.parse(limits))
    const limited = await createContext(await createTokenContext(token, ''), 'lab')
    expect((await share({}, limited)).expiresAt).toEqual(expiresAt)
    await api.store.write('secret.txt', Buffer.from('x'))
    await expect(share({ key: 'secret.txt' }, limited)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a password', () => {
  it('is asked for, compared, and kept as a hash alone', async () => {
    const { id } = await share({ password: 'correct horse' })
    expect((await begin(id)).status).toBe(403)
    expect((await begin(id, { password: 'wrong horse' })).status).toBe(403)
    expect(await downloads(id)).toBe(0)
    expect(await (await fetch(await addressOf(id, 'correct horse'))).text()).toBe(CONTENT)
    const row = JSON.stringify(await (await db()).shareLink.findUnique({ where: { id } }))
    expect(row).not.toContain('horse')
  })

  it('holds guessing back, however many guess at once', async () => {
    const { id } = await share({ password: 'correct horse' })
    const answers = await Promise.all(Array.from({ length: 9 }, () => begin(id, { password: 'wrong horse' })))
    expect(answers.map(({ status }) => status)).toContain(503)
    expect((await begin(id, { password: 'correct horse' })).status).toBe(503)
  })

  it('leads a browser back to the page, which says what was wrong', async () => {
    const { id } = await share({ password: 'correct horse' })
    const response = await begin(id, { password: 'wrong', headers: { accept: 'text/html' } })
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/share/${linkToken(id)}?problem=password`,
    ])
  })
})

describe('a limit of downloads', () => {
  it('holds for downloads at the same moment', async () => {
    const { id } = await share({ maxDownloads: 3 })
    const answers = await Promise.all(Array.from({ length: 12 }, () => begin(id)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(3)
    expect([await downloads(id), await problemOf(id)]).toEqual([3, 'used_up'])
  })

  it('counts a download once, with its HEAD and what it goes on with after a break', async () => {
    const { id } = await share({ maxDownloads: 1 })
    const address = await addressOf(id)
    expect((await fetch(address, { method: 'HEAD' })).headers.get('content-length')).toBe('10')
    expect(await (await fetch(address, { headers: { range: 'bytes=0-3' } })).text()).toBe('0123')
    expect(await (await fetch(address, { headers: { range: 'bytes=4-' } })).text()).toBe('456789')
    expect(await downloads(id)).toBe(1)
  })

  it('does not let one counted download serve many', async () => {
    const { id } = await share({ maxDownloads: 1 })
    const address = await addressOf(id)
    const answers = await Promise.all(Array.from({ length: 6 }, () => fetch(address)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
  })

  it('does not let one counted download serve many that come one after the other', async () => {
    const address = await addressOf((await share({ maxDownloads: 1 })).id)
    const statuses: number[] = []
    for (let turn = 0; turn < 4; turn++) {
      const answer = await fetch(address)
      await answer.arrayBuffer()
      statuses.push(answer.status)
    }
    expect(statuses).toEqual([200, 200, 403, 403])
  })

  it('takes no ticket of another link', async () => {
    const [one, other] = [await share({ maxDownloads: 1 }), await share()]
    const address = (await addressOf(other.id)).replace(linkToken(other.id), linkToken(one.id))
    expect((await fetch(address)).status).toBe(403)
    expect((await fetch(address.replace(/[^/]+$/, 'made-up'))).status).toBe(403)
  })
})

const asAdmin = () => testPerson({ username: 'root', superadmin: true })

describe('File Browser, "share survives revocation": the right of the owner is asked for at every use', () => {
  async function ownerWithLink(username: string) {
    const owner = await testContext({ username, role: 'admin' })
    const { id } = await share({}, owner)
    return { owner, id, address: await addressOf(id) }
  }
  const isDead = async (id: string, address: string) => {
    expect((await begin(id)).status).not.toBe(303)
    expect([403, 404]).toContain((await fetch(address)).status)
  }

  it('ends with a disabled owner', async () => {
    const { owner, id, address } = await ownerWithLink('diana')
    await updateUser(await asAdmin(), { userId: owner.person.id, disabled: true })
    await isDead(id, address)
  })

  it('ends with an owner who was removed, and stays so when they come back', async () => {
    const { owner, id, address } = await ownerWithLink('rosa')
    await removeMember(grace, { userId: owner.person.id })
    await isDead(id, address)
    await addMember(grace, { email: owner.person.email, role: 'admin', username: 'rosa' })
    await isDead(id, address)
  })

  it('ends when rules no longer let the owner read that very key, of which the link knows nothing', async () => {
    const { owner, id, address } = await ownerWithLink('nina')
    const client = await db()
    await client.membership.updateMany({ where: { userId: owner.person.id }, data: { role: 'developer' } })
    const where = { workspaceId_name: { workspaceId: 'lab', name: '_default_' } }
    const rules = JSON.stringify([
      { pattern: 'reports/**', allow: [] },
      { pattern: '**', allow: ['read'] },
    ])
    await client.storageSetting.update({ where, data: { rules } })
    forgetIdentities()
    await isDead(id, address)
    expect(await problemOf(id)).toBe('ended')
    await client.storageSetting.update({ where, data: { rules: null } })
    forgetIdentities()
  })
})

describe('CVE-2025-64523 and CVE-2026-45285: who sees links, and takes them back', () => {
  const list = (ctx: Context) => listShareLinks(ctx, { storage: '_default_', key: undefined })

  it('are the owner, who sees every one, and admins', async () => {
    const ida = await testContext({ username: 'ida', role: 'admin' })
    const { id } = await share({ label: 'for the press' }, ida)
    expect((await list(ida)).find((link) => link.id === id)).toMatchObject({ isOwn: true, label: 'for the press' })
    const seen = (await list(grace)).find((link) => link.id === id)
    expect(seen).toMatchObject({ owner: 'ida', isOwn: false, url: null })
    expect(JSON.stringify(await list(grace))).not.toContain(linkToken(id).split('.')[1])
  })

  it('is nobody else, by no id', async () => {
    const { id } = await share()
    expect(await list(eve)).toEqual([])
    await expect(revokeShareLink(eve, { id })).rejects.toMatchObject({ code: 'not_found' })
    const admin = await testContext({ workspace: 'other', username: 'boss', role: 'admin' })
    await expect(revokeShareLink(admin, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await problemOf(id)).toBeNull()
  })

  it('CVE-2026-54097: taking back the link of one file leaves those whose names begin alike', async () => {
    await api.store.write('reports/may.csv.bak', Buffer.from('x'))
    const [one, other] = [await share(), await share({ key: 'reports/may.csv.bak' })]
    await revokeShareLink(grace, { id: one.id })
    expect(await problemOf(other.id)).toBeNull()
  })
})

it('tells a visitor nothing of the workspace', async () => {
  const { id } = await share()
  await (await db()).storageSetting.updateMany({ data: { name: 'moved-away' } })
  forgetIdentities()
  const text = await (await begin(id)).text()
  await (await db()).storageSetting.updateMany({ data: { name: '_default_' } })
  forgetIdentities()
  expect(text).toBe('Permission denied: This link does not work any more. Ask whoever sent it for a new one.')
})
