import { beforeAll, describe, expect, it } from 'vitest'
import { testContext, testPerson } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { startTestInstance } from '@/lib/testing/instance'
import { createRouter } from './create-router'
import { mountGuarded } from './mount-guarded'
import { type Caller, reads } from './route-entry'
import { writeErrorLine } from './write-error-line'

function routes() {
  const router = createRouter()
  router.get('/w/:workspace/thing', (c) => c.text('reached'))
  return router
}

const entry = 'GET /w/:workspace/thing'

describe('a route', () => {
  it('without an entry is not mounted, and is named', () => {
    expect(() => mountGuarded(createRouter(), routes(), {})).toThrow(/^GET \/w\/:workspace\/thing has no entry/)
  })

  it('of another method than its entry is not mounted either', () => {
    const table = { [entry]: reads('anybody', 'workspace') }
    for (const method of ['POST', 'ALL']) {
      const more = routes()
      more.on(method, '/w/:workspace/thing', (c) => c.text('changed'))
      expect(() => mountGuarded(createRouter(), more, table)).toThrow(`${method} /w/:workspace/thing has no entry`)
    }
  })

  it('that is gone leaves no entry behind', () => {
    const table = { [entry]: reads('member', 'workspace'), 'GET /gone': reads('anybody', 'workspace') }
    expect(() => mountGuarded(createRouter(), routes(), table)).toThrow(/GET \/gone/)
  })
})

describe('callers', () => {
  const cookies: Record<string, string> = { nobody: '' }

  beforeAll(async () => {
    await startTestInstance()
    cookies.member = await cookieOf(await testContext({ username: 'ada' }))
    cookies.operator = await cookieOf(await testContext({ username: 'oscar', role: 'operator' }))
    cookies.admin = await cookieOf(await testContext({ username: 'grace', role: 'admin' }))
    cookies.outsider = await cookieOf(await testPerson({ username: 'zoe' }))
    cookies.superadmin = await cookieOf(await testPerson({ username: 'root', superadmin: true }))
  })

  it.each<[Caller, Record<string, number>]>([
    ['anybody', { nobody: 200, outsider: 200, operator: 200, member: 200, admin: 200, superadmin: 200 }],
    ['person', { nobody: 401, outsider: 200, operator: 200, member: 200, admin: 200, superadmin: 200 }],
    ['member', { nobody: 401, outsider: 404, operator: 200, member: 200, admin: 200, superadmin: 200 }],
    ['developer', { nobody: 401, outsider: 404, operator: 403, member: 200, admin: 200, superadmin: 200 }],
    ['admin', { nobody: 401, outsider: 404, operator: 403, member: 403, admin: 200, superadmin: 200 }],
    ['superadmin', { nobody: 401, outsider: 403, operator: 403, member: 403, admin: 403, superadmin: 200 }],
  ])('a route for %s lets these in: %j', async (caller, expected) => {
    const api = createRouter()
    api.onError(writeErrorLine)
    mountGuarded(api, routes(), { [entry]: reads(caller, 'workspace') })
    const answered: Record<string, number> = {}
    for (const [who, cookie] of Object.entries(cookies))
      answered[who] = (await api.request('/w/lab/thing', { headers: { cookie } })).status
    expect(answered).toEqual(expected)
  })
})
