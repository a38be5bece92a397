import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { reloadEnv } from '@/lib/env'
import { removeMember } from '@/lib/people/remove-member'
import type { ObjectStore } from '@/lib/storage/object-store'
import { getStorageSettings } from '@/lib/storage-settings/get-storage-settings'
import { saveStorageSettings } from '@/lib/storage-settings/save-storage-settings'
import { ruleListSchema } from '@/lib/storage-settings/schema'
import { bearer } from '@/lib/testing/callers'
import { testContext } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startLinkedFolder } from '@/lib/testing/linked-folder'
import { listen } from '@/lib/testing/listen'
import { routeRequests } from '@/lib/testing/route-requests'
import { sendRouteRequest } from '@/lib/testing/send-route-request'
import { createRouter } from './create-router'
import { createApiListener } from './listener'
import { mountGuarded } from './mount-guarded'
import { routeAccess } from './route-access'

// Lessons of others, each named after the advisory that tells it.

let admin: Context
let store: ObjectStore
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  const folder = await startLinkedFolder()
  store = folder.store
  admin = await testContext({ username: 'grace', role: 'admin' })
  server = await listen(createServer(createApiListener()))
})
afterAll(() => server.close())

const HELPERS = '/api/w/lab/job_helpers'

function ask(path: string, init: RequestInit = {}) {
  return fetch(`${server.endpoint}${path}`, init)
}

async function setRules(rules: { pattern: string; allow: ('read' | 'write' | 'delete' | 'list')[] }[] | null) {
  const { version } = await getStorageSettings(admin)
  const parsed = rules && ruleListSchema.parse(rules)
  const primary = { resourcePath: 'u/ada/folder', publicResource: false, rules: parsed }
  await saveStorageSettings(admin, { version, primary, secondary: [] })
}

const changing = Object.entries(routeAccess).filter(
  ([, { effect, caller }]) => effect === 'change' && caller !== 'anybody',
)
const listing = Object.entries(routeAccess).filter(([, { area }]) => area === 'objects' || area === 'workspace')

describe('CVE-2026-22683: a role that only the screens know', () => {
  it('lets an operator call no route that changes an item of the workspace', () => {
    const open = changing.filter(([, { area, caller }]) => area === 'workspace' && caller === 'member')
    // Operators run what developers wrote, whose runs tell how far they are and who they run as, and end what is theirs: runs,
    // links and transfers from before they became one.
    expect(open.map(([route]) => route).sort()).toEqual([
      'DELETE /api/w/:workspace/share_links/delete/:id',
      'DELETE /api/w/:workspace/transfers/delete/:id',
      'POST /api/w/:workspace/job_metrics/set_progress/:id',
      'POST /api/w/:workspace/jobs/restart/f/:id',
      'POST /api/w/:workspace/jobs/run/f/:path{.+}',
      'POST /api/w/:workspace/jobs/run/h/:hash',
      'POST /api/w/:workspace/jobs/run/p/:path{.+}',
      'POST /api/w/:workspace/jobs/run_wait_result/f/:path{.+}',
      'POST /api/w/:workspace/jobs/run_wait_result/h/:hash',
      'POST /api/w/:workspace/jobs/run_wait_result/p/:path{.+}',
      'POST /api/w/:workspace/jobs_u/queue/cancel/:id',
      'POST /api/w/:workspace/oidc/token/:audience{.+}',
      'POST /api/w/:workspace/transfers/cancel/:id',
      'POST /api/w/:workspace/transfers/pause/:id',
    ])
  })

  it('lets an operator change no object', async () => {
    await setRules([{ pattern: '**', allow: ['read', 'write', 'delete', 'list'] }])
    await store.write('kept.txt', Buffer.from('kept'))
    const headers = await bearer(await testContext({ username: 'oscar', role: 'operator' }))
    const upload = await ask(`${HELPERS}/upload_s3_file?file_key=kept.txt`, { method: 'POST', headers, body: 'lost' })
    const removal = await ask(`${HELPERS}/delete_s3_file?file_key=kept.txt`, { method: 'DELETE', headers })
    const move = await ask(`${HELPERS}/move_s3_file?src_file_key=kept.txt&dest_file_key=x`, { headers })
    expect([upload.status, removal.status, move.status]).toEqual([403, 403, 403])
    expect(await (await ask(`${HELPERS}/download_s3_file?file_key=kept.txt`, { headers })).text()).toBe('kept')
  })
})

describe('CVE-2026-54136: a token for one path that lists and searches others', () => {
  it.each(listing.map(([route]) => route))('is nothing outside of its folder to %s', async (route) => {
    await setRules(null)
    await store.write('outside/known.txt', Buffer.from('a,b\n1,2'))
    await store.write('known.txt', Buffer.from('a,b\n1,2'))
    const limits = { workspaceId: 'lab', storage: '_default_', prefix: 'inside/' }
    const answer = await sendRouteRequest(server.endpoint, route, await bearer(admin, limits))
    const text = await answer.text()
    // What is refused names only what the request named.
    if (answer.ok) expect(text).not.toMatch(/known\.txt|outside/)
    else expect([400, 403, 404, 501]).toContain(answer.status)
  })
})

describe('CVE-2026-72542: a handler without any authorisation', () => {
  it('is not mounted', () => {
    const forgotten = createRouter()
    forgotten.get('/api/w/:workspace/forgotten', (c) => c.text('secret'))
    expect(() => mountGuarded(createRouter(), forgotten, {})).toThrow(/has no entry/)
  })

  it('answers nobody on any route for people', async () => {
    for (const [route] of Object.entries(routeAccess).filter(([, { caller }]) => caller !== 'anybody')) {
      const [method = '', pattern = ''] = route.split(' ')
      const path = pattern.replaceAll(/:(\w+)(\{[^}]*\})?/g, 'lab')
      expect([route, (await ask(path, { method })).status]).toEqual([route, 401])
    }
  })
})

describe('GHSA-cf2x-rg8c-v63v: a download whose stored type is a page', () => {
  const script = '<html><script>parent.stolen = localStorage</script></html>'
  it.each([
    ['page.html', 'text/html'],
    ['picture.svg', 'image/svg+xml'],
    ['report.pdf', 'application/pdf'],
    ['odd', 'text/html,application/pdf'],
    ['comma', 'application/pdf, text/html'],
  ])('%s stored as %s is an attachment without scripts', async (key, contentType) => {
    await store.write(key, Buffer.from(script), { contentType })
    for (const route of ['download_s3_file', 'load_image_preview']) {
      const { headers } = await ask(`${HELPERS}/${route}?file_key=${key}`, { headers: await bearer(admin) })
      expect(headers.get('content-disposition')).toMatch(/^attachment/)
      expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})

describe('windmill issue 9293: a token whose owner left the workspace', () => {
  it('ends with the membership, at once', async () => {
    const leaver = await testContext({ username: 'leo' })
    const headers = await bearer(leaver)
    const bound = await bearer(leaver, { workspaceId: 'lab' })
    const whoami = '/api/w/lab/users/whoami'
    expect((await ask(whoami, { headers })).status).toBe(200)
    await removeMember(admin, { userId: leaver.person.id })
    expect((await ask(whoami, { headers })).status).toBe(404)
    // A token for this workspace alone is gone with it.
    expect((await ask(whoami, { headers: bound })).status).toBe(401)
  })
})

describe('CVE-2021-21287: addresses made from the Host header', () => {
  it('are made from the public address alone', async () => {
    const { publicUrl } = reloadEnv()
    const headers = { ...(await bearer(admin)), 'content-type': 'application/json' }
    const evil = { ...headers, host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    const asked = ['polars_connection_settings', 'duckdb_connection_settings', 's3_resource_info']
    for (const name of asked) {
      const answer = await ask(`${HELPERS}/v2/${name}`, { method: 'POST', headers: evil, body: '{}' })
      const text = await answer.text()
      expect(text).not.toContain('evil.example')
      expect(text).toContain(new URL(publicUrl).host)
    }
  })
})

describe('CVE-2021-41266: a way in that opens when single sign-on is on', () => {
  it('neither passwords nor tokens nor cookies are taken on trust', async () => {
    const settings = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'granary', OIDC_CLIENT_SECRET: 'x' }
    Object.assign(process.env, settings)
    reloadEnv()
    try {
      const login = { email: admin.person.email, password: 'anything at all' }
      const body = JSON.stringify(login)
      const json = { 'content-type': 'application/json' }
      expect((await ask('/api/auth/login', { method: 'POST', headers: json, body })).status).toBe(403)
      for (const headers of [{ authorization: 'Bearer x.y' }, { cookie: 'authjs.session-token=x' }, {}])
        expect((await ask('/api/users/whoami', { headers: new Headers(Object.entries(headers)) })).status).toBe(401)
    } finally {
      for (const name of Object.keys(settings)) delete process.env[name]
      reloadEnv()
    }
  })
})

describe('CVE-2026-39360: a copy that reads what its caller may not', () => {
  it('needs the right to read the source, and to write the target', async () => {
    await setRules([
      { pattern: 'own/**', allow: ['read', 'write', 'delete', 'list'] },
      { pattern: 'drop/**', allow: ['write'] },
      { pattern: 'shown/**', allow: ['read', 'list'] },
    ])
    await store.write('drop/secret.txt', Buffer.from('secret'))
    await store.write('shown/public.txt', Buffer.from('public'))
    const headers = await bearer(await testContext({ username: 'mallory' }))
    const move = (source: string, target: string) =>
      ask(`${HELPERS}/move_s3_file?src_file_key=${source}&dest_file_key=${target}`, { headers }).then((r) => r.status)
    const copy = (source: string, target: string) =>
      ask(`${HELPERS}/copy_s3_file`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ src: { s3: source }, dest: { s3: target } }),
      }).then((r) => r.status)
    expect(await move('drop/secret.txt', 'own/mine.txt')).toBe(403)
    expect(await copy('drop/secret.txt', 'own/mine.txt')).toBe(403)
    expect(await copy('shown/public.txt', 'shown/other.txt')).toBe(403)
    expect(await copy('shown/public.txt', 'own/mine.txt')).toBe(200)
    expect(await store.head('own/mine.txt')).toMatchObject({ size: 6 })
    await setRules(null)
  })
})

let readers = 0

describe('CVE-2026-42882: rules that judge the encoded key, and a store that takes the decoded one', () => {
  const rules = [
    { pattern: 'private/**', allow: [] },
    { pattern: '*/open.txt', allow: ['read' as const] },
    { pattern: 'team-{a,b}/*', allow: ['read' as const] },
  ]
  it.each([
    ['private%2Fopen.txt', 403, 'an encoded slash is a slash'],
    ['private%252Fopen.txt', 403, 'encoded twice it is a name, which no rule lets in'],
    ['%70rivate%2Fopen.txt', 403, 'an encoded letter is that letter'],
    ['private%2F%2Fopen.txt', 403, 'a double slash does not lead around'],
    ['other%2Fdeep%2Fopen.txt', 403, 'a star crosses no slash'],
    ['other%2F..%2Fprivate%2Fopen.txt', 403, 'dots lead nowhere'],
    ['PRIVATE%2Fopen.txt', 200, 'case makes another key, which another rule lets in'],
    ['team-a%2Fx', 200, 'a choice'],
    ['team-a%2Fx%2F', 403, 'a trailing slash is one more segment'],
    ['team-c%2Fx', 403, 'no choice'],
  ])('%s is answered %i: %s', async (encoded, status) => {
    await setRules(rules)
    for (const key of ['private/open.txt', 'PRIVATE/open.txt', 'team-a/x']) await store.write(key, Buffer.from(key))
    const headers = await bearer(await testContext({ username: `reader-${++readers}` }))
    expect((await ask(`${HELPERS}/download_s3_file?file_key=${encoded}`, { headers })).status).toBe(status)
    await setRules(null)
  })
})

describe('CVE-2026-32101: an authorisation that nobody waited for', () => {
  const objectRoutes = Object.entries(routeAccess).filter(([, { needs, caller }]) => needs && caller !== 'anybody')
  it.each(objectRoutes.map(([route]) => route))('%s is closed to who may do nothing', async (route) => {
    await setRules([])
    await store.write('known.txt', Buffer.from('content'))
    const headers = await bearer(await testContext({ username: `nobody-${++readers}` }))
    const answer = await sendRouteRequest(server.endpoint, route, headers)
    const text = await answer.text()
    if (routeAccess[route]?.answersRestricted) expect(text).toContain('"restricted_access":true')
    // Nobody's upload is known to them, so they are told of none.
    else expect([403, routeRequests[route]?.finds ?? 403].flat()).toContain(answer.status)
    expect(String((await store.head('known.txt'))?.size)).toBe('7')
    await setRules(null)
  })
})

describe('CVE-2025-29927: a header that makes a check be skipped', () => {
  it.each(['x-middleware-subrequest', 'x-middleware-prefetch', 'x-nextjs-data'])('%s opens nothing', async (name) => {
    const value = 'middleware:middleware:middleware:middleware:middleware'
    expect((await ask('/api/w/lab/users/whoami', { headers: { [name]: value } })).status).toBe(401)
  })
})

describe('GHSA-mx42-j6wv-px98 and others: forged requests', () => {
  it('a cookie from another site changes nothing, and a token needs none', async () => {
    const cookie = await cookieOf(admin)
    await store.write('target.txt', Buffer.from('x'))
    for (const site of [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const headers = new Headers(Object.entries({ cookie, ...site }))
      expect((await ask(`${HELPERS}/delete_s3_file?file_key=target.txt`, { method: 'DELETE', headers })).status).toBe(
        403,
      )
      expect((await ask(`${HELPERS}/move_s3_file?src_file_key=target.txt&dest_file_key=x`, { headers })).status).toBe(
        403,
      )
    }
    expect(await store.head('target.txt')).not.toBeNull()
    const headers = { ...(await bearer(admin)), 'sec-fetch-site': 'cross-site' }
    expect((await ask(`${HELPERS}/delete_s3_file?file_key=target.txt`, { method: 'DELETE', headers })).status).toBe(200)
  })
})
