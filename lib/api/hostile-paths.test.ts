import { createServer, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { bearer } from '@/lib/testing/callers'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { listen } from '@/lib/testing/listen'
import { createVariable } from '@/lib/variables/create-variable'
import { createApiListener } from './listener'
import { routeAccess } from './route-access'

const CANARY = 'canary-of-ada-7c1d'

let ada: Context
let bob: Context
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob', role: 'admin' })
  await createVariable(ada, { path: 'u/ada/key', value: CANARY, isSecret: false, description: CANARY })
  server = await listen(createServer(createApiListener()))
})
afterAll(() => server.close())

/** Sent as it is: `fetch` would fold the dots. */
function send(method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request({ port: server.port, host: '127.0.0.1', method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.on('error', reject)
    if (method === 'POST') asked.setHeader('content-type', 'application/json')
    asked.end(method === 'POST' ? '{}' : undefined)
  })
}

const up = (dots: string, slash: string) => Array.from({ length: 12 }, () => dots).join(slash)

const hostile = [
  `${up('..', '/')}/etc/passwd`,
  `${up('..', '%2f')}%2fetc%2fpasswd`,
  `${up('%2e%2e', '%2f')}%2fetc%2fpasswd`,
  `${up('%2e%2e', '/')}/etc/passwd`,
  `${up('%252e%252e', '%252f')}%252fetc%252fpasswd`,
  `${up('..', '\\')}\\etc\\passwd`,
  `${up('..', '%5c')}%5cetc%5cpasswd`,
  'u/bob/..%2f..%2fu%2fada%2fkey',
  'u/bob/%2e%2e%2f%2e%2e%2fu/ada/key',
  'u%2fbob%2f%252e%252e%252fada%252fkey',
  'u/bob/x%00',
  'u/ada/key%00.txt',
  '%2fetc%2fpasswd',
  '//etc/passwd',
  'file:%2f%2f%2fetc%2fpasswd',
  '%ff%fe',
  '%',
  "u/ada/key'%20OR%20'1'='1",
  'u/_d_/k_y',
  'u/%25/key',
  `u/ada/${'k'.repeat(3000)}`,
]

/** An audience is whatever word who reads the token goes by: it leads nowhere here. */
const named = Object.keys(routeAccess).filter((route) => /:(?!workspace|audience)\w/.test(route))

describe('CVE-2026-29059: a path in an address that leads out of its place', () => {
  it.each(named)('%s takes none', async (route) => {
    const [method = '', pattern = ''] = route.split(' ')
    const headers = await bearer(bob)
    for (const path of hostile) {
      const target = pattern.replace(':workspace', 'lab').replaceAll(/:\w+(\{[^}]*\})?|\*$/g, () => path)
      const { status, text } = await send(method, target, headers)
      const answer = `${method} ${target.slice(0, 200)} was answered ${status} ${text.slice(0, 300)}`
      expect(status, answer).toBeLessThan(500)
      expect(text, answer).not.toMatch(/root:|canary/)
      if (status < 300) expect(text, answer).toMatch(/^(false|deleted token .*)$/)
    }
  })

  it('is no way around the rights to a path', async () => {
    const headers = await bearer(await testContext({ username: 'eve' }))
    for (const path of hostile)
      for (const route of ['variables/get_value', 'variables/get', 'resources/get_value', 'scripts/raw/p']) {
        const { status, text } = await send('GET', `/api/w/lab/${route}/${path}`, headers)
        expect(status).toBeGreaterThanOrEqual(400)
        expect(text).not.toContain(CANARY)
      }
  })
})
