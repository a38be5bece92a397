import http from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestContainer, type TestContainer } from '@/lib/testing/azure-servers'
import { named, ORIGIN } from '@/lib/testing/examine'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { azureKind } from './azure-kind'
import { capabilitiesFrom } from './capabilities'
import { examineService } from './examine-service'
import type { Check } from './report'

await describeWithServer('azurite', 'the doctor at the locks of a container', (server) => {
  let container: TestContainer
  beforeAll(async () => {
    container = await openTestContainer(server)
  })
  afterAll(() => container.close())

  /** Azurite has no locks: what Azure says of a container stands in its answer to a look at the properties. */
  async function examine(lock: Record<string, string>) {
    const proxy = await listen(
      http.createServer((request, response) => {
        const { method, url = '', headers } = request
        const forward = http.request({ port: server.port, method, path: url, headers }, (answer) => {
          const isOfContainer = method === 'GET' && url.includes('restype=container') && !url.includes('comp=')
          response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...(isOfContainer && lock) })
          answer.pipe(response)
        })
        forward.on('error', () => response.destroy())
        request.pipe(forward)
      }),
    )
    const endpoint = container.settings.endpoint?.replace(/^https?:\/\/[^/]+/, proxy.endpoint)
    const kind = azureKind({ ...container.settings, endpoint }, LOOPBACK)
    const checks: Check[] = []
    for await (const check of examineService(kind, { prefix: '', secrets: [], origin: ORIGIN })) checks.push(check)
    await proxy.close()
    return checks
  }

  it('finds none', async () => {
    const checks = await examine({})
    expect(named(checks, 'lock')).toMatchObject({ state: 'absent', evidence: 'Off.' })
    expect(capabilitiesFrom(checks)).toMatchObject({ objectLock: false, anyKey: true })
  })

  it.each([
    ['a legal hold', { 'x-ms-has-legal-hold': 'true' }],
    ['an immutability policy', { 'x-ms-has-immutability-policy': 'true' }],
  ])('finds %s, and writes nothing that it would keep', async (rule, headers) => {
    const checks = await examine(headers)
    expect(named(checks, 'lock')).toMatchObject({ state: 'passed', evidence: `On: ${rule} keeps every file.` })
    for (const name of ['put', 'multipart', 'checksums', 'hostile_key', 'versioning'])
      expect(named(checks, name)).toMatchObject({ state: 'not_reached', evidence: expect.stringContaining(rule) })
    expect(named(checks, 'list')?.state).toBe('passed')
    expect((await container.store.list()).objects).toEqual([])
  })

  it('finds that versions may be locked, and tries all the same', async () => {
    const checks = await examine({ 'x-ms-immutable-storage-with-versioning-enabled': 'true' })
    expect(named(checks, 'lock')).toMatchObject({ state: 'passed', evidence: expect.stringContaining('for versions') })
    expect(named(checks, 'put')?.state).toBe('passed')
  })
})
