import http from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createGcsBucket, objectPath } from '@/lib/storage/gcs-client'
import type { GcsSettings } from '@/lib/storage/gcs-settings'
import { byState, named, ORIGIN } from '@/lib/testing/examine'
import { openTestGcs } from '@/lib/testing/gcs-servers'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { examineService } from './examine-service'
import { gcsKind } from './gcs-kind'
import type { Check } from './report'

await describeWithServer('fake-gcs', 'the doctor at Google Cloud Storage', (server) => {
  let bucket: Awaited<ReturnType<typeof openTestGcs>>
  beforeAll(async () => {
    bucket = await openTestGcs(server)
  })
  afterAll(() => bucket.close())

  async function examine(changes: Partial<GcsSettings> = {}): Promise<Check[]> {
    const kind = gcsKind({ ...bucket.settings, ...changes }, LOOPBACK)
    const checks: Check[] = []
    for await (const check of examineService(kind, { prefix: 'team/', secrets: [], origin: ORIGIN })) checks.push(check)
    return checks
  }

  /** The checks of a look through a proxy that gives some requests an answer of its own. */
  async function examineThrough(answer: (request: http.IncomingMessage) => [status: number, body: object] | null) {
    const proxy = await answeringProxy(server.port, answer)
    try {
      return await examine({ endpoint: proxy.endpoint })
    } finally {
      await proxy.close()
    }
  }

  it('finds what is in order, and leaves nothing behind', async () => {
    const checks = await examine()
    expect(byState(checks).failed).toBeUndefined()
    expect(byState(checks).passed).toEqual(
      expect.arrayContaining([
        ...[
          'url',
          'dns',
          'tcp',
          'clock',
          'credential',
          'signature',
          'list',
          'list_prefix',
          'put',
          'head',
          'get',
          'range',
        ],
        ...['delete', 'hostile_key', 'multipart', 'signing'],
      ]),
    )
    expect((await bucket.store.list()).objects).toEqual([])
  })

  it('finds a missing bucket', async () => {
    const checks = await examine({ bucket: 'absent' })
    expect(named(checks, 'signature')).toMatchObject({ state: 'failed', cause: 'missing_bucket' })
    expect(named(checks, 'put')?.state).toBe('not_reached')
  })

  it.each([
    [401, 'authError', 'signature', 'wrong_secret'],
    [403, 'forbidden', 'list', 'no_list_permission'],
  ])('tells an answer of %i %s by its cause', async (status, reason, name, cause) => {
    const body = { error: { code: status, message: 'Told by Google', errors: [{ reason }] } }
    const isList = ({ method, url = '' }: http.IncomingMessage) => method === 'GET' && /\/o\?/.test(url)
    const checks = await examineThrough((request) => (isList(request) ? [status, body] : null))
    expect(named(checks, name)).toMatchObject({ state: 'failed', cause })
  })

  it('writes nothing where a rule of the bucket would keep it', async () => {
    const rules = {
      retentionPolicy: { retentionPeriod: '259200', isLocked: true },
      versioning: { enabled: true },
      softDeletePolicy: { retentionDurationSeconds: '604800' },
    }
    const isBucket = ({ url = '' }: http.IncomingMessage) => /\/b\/[^/]+$/.test(url)
    const checks = await examineThrough((request) => (isBucket(request) ? [200, rules] : null))
    expect(named(checks, 'lock')?.evidence).toBe('On: every new file is kept for 3 days, and the rule is locked.')
    expect(named(checks, 'versioning')?.state).toBe('passed')
    expect(named(checks, 'soft_delete')?.evidence).toContain('7 days')
    for (const name of ['put', 'multipart', 'checksums'])
      expect(named(checks, name)).toMatchObject({ state: 'not_reached', evidence: expect.stringContaining('3 days') })
  })

  it('removes the very version of a file that a bucket with versions keeps', async () => {
    const raw = createGcsBucket(bucket.settings, LOOPBACK)
    const path = objectPath(raw)
    await raw.request({ path: path.replace(/\/o$/, ''), method: 'PATCH', data: { versioning: { enabled: true } } })
    const removed: string[] = []
    const checks = await examineThrough(({ method, url = '' }) => {
      if (method === 'DELETE' && url.includes('generation=')) removed.push(decodeURIComponent(url))
      return null
    })
    expect(named(checks, 'versioning')?.state).toBe('passed')
    // This server keeps them all the same: what it keeps is what should have gone.
    const { data } = await raw.request<{ items?: { name: string; generation: string }[] }>({
      path,
      params: { versions: true },
    })
    const kept = (data.items ?? []).filter(({ name }) => name.includes('/.granary-doctor-'))
    expect(kept.length).toBeGreaterThan(3)
    for (const { name, generation } of kept)
      expect(removed.filter((url) => url.includes(`/${name}?`) && url.includes(generation))).toHaveLength(1)
    raw.close()
  })
})

/** Passes requests on but for those that `answer` answers itself. */
async function answeringProxy(port: number, answer: (request: http.IncomingMessage) => [number, object] | null) {
  return listen(
    http.createServer((request, response) => {
      const own = answer(request)
      if (own)
        return void response.writeHead(own[0], { 'content-type': 'application/json' }).end(JSON.stringify(own[1]))
      const { method, headers, url: path } = request
      const passed = http.request({ port, method, path, headers }, (answered) => {
        response.writeHead(answered.statusCode ?? 500, answered.headers)
        answered.pipe(response)
      })
      request.pipe(passed)
    }),
  )
}
