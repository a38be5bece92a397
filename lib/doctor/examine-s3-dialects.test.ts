import http from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS, dialectProxy } from '@/lib/testing/dialect-proxy'
import { byState, examine, named } from '@/lib/testing/examine'
import { listen } from '@/lib/testing/listen'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'

await describeWithServer('ceph', 'the doctor at dialects', (server) => {
  let bucket: TestBucket
  beforeAll(async () => {
    bucket = await openTestBucket(server)
  })
  afterAll(() => bucket.close())

  async function through(dialect: keyof typeof DIALECTS) {
    const proxy = await dialectProxy(server.endpoint, DIALECTS[dialect] ?? (() => null))
    const checks = await examine({ ...bucket.settings, endPoint: proxy.endpoint })
    await proxy.close()
    expect((await bucket.store.list()).objects).toEqual([])
    return checks
  }

  it.each(['Cloudflare R2', 'Google Cloud Storage', 'Backblaze B2'])(
    'finds that %s takes no checksums, which is no mistake',
    async (dialect) => {
      const checks = await through(dialect)
      expect(named(checks, 'checksums')).toMatchObject({
        state: 'absent',
        evidence: expect.stringMatching(/sends none/),
      })
      expect(byState(checks).failed).toBeUndefined()
    },
  )

  it.each(['Oracle OCI', 'Alibaba OSS'])('finds nothing wrong with %s', async (dialect) => {
    expect(byState(await through(dialect)).failed).toBeUndefined()
  })

  it('finds that a server knows no conditional writes', async () => {
    const checks = await through('no conditional writes')
    expect(named(checks, 'conditional')).toMatchObject({ state: 'absent', cause: 'unconditional' })
  })
})

describe('the doctor without a server', () => {
  const settings = { bucket: 'bucket', region: '', useSSL: false, pathStyle: true }
  const keys = { accessKey: 'AKIDEXAMPLE', secretKey: 'SECRETEXAMPLE', token: 'TOKENEXAMPLE' }

  it('says the same of every address that is not permitted, whatever listens there', async () => {
    const listening = await listen(http.createServer((_request, response) => response.end()))
    const places = [`127.0.0.1:${listening.port}`, '127.0.0.1:1', '10.0.0.1', '169.254.169.254', 'localhost:5432']
    const texts = await Promise.all(
      places.map(async (endPoint) => {
        const policy = { permitted: [], allowLoopback: false }
        const checks = await examine({ ...settings, ...keys, endPoint }, { policy })
        const told = checks.map(({ ms: _, ...check }) => check).filter(({ name }) => name !== 'url')
        return JSON.stringify(told).replaceAll(/connect to [^:]+:/g, 'connect to …:')
      }),
    )
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toContain('blocked_address')
    await listening.close()
  })

  it('repeats nothing of what it was sent, whatever a server says', async () => {
    const server = await listen(
      http.createServer((request, response) => {
        const said = `${JSON.stringify(request.headers)} ${keys.secretKey}`
        response.writeHead(400, { 'content-type': 'application/xml' })
        response.end(`<Error><Code>${keys.token}</Code><Message>${said.replaceAll('"', '')}</Message></Error>`)
      }),
    )
    const checks = await examine({ ...settings, ...keys, endPoint: server.endpoint })
    expect(named(checks, 'signature')?.state).toBe('failed')
    const text = JSON.stringify(checks)
    expect(Object.values(keys).filter((key) => text.includes(key))).toEqual([])
    await server.close()
  })

  it.each<[Partial<typeof settings & { endPoint: string }>, RegExp]>([
    [{ endPoint: 'ftp://storage' }, /not an address/],
    [{ bucket: ' ' }, /no name/],
  ])('finds settings that cannot work: %o', async (changes, problem) => {
    const [url, dns] = await examine({ ...settings, ...keys, endPoint: 'storage.example', ...changes })
    expect(url).toMatchObject({ name: 'url', state: 'failed', problem: expect.stringMatching(problem) })
    expect(dns).toMatchObject({ state: 'not_reached', evidence: 'The address is incomplete.' })
  })

  it('finds a web page instead of an S3 server', async () => {
    const server = await listen(http.createServer((_request, response) => response.end('<html>Hello</html>')))
    const checks = await examine({ ...settings, ...keys, endPoint: server.endpoint })
    expect(named(checks, 'signature')).toMatchObject({ state: 'failed', cause: 'not_s3' })
    await server.close()
  })
})
