import { ListMultipartUploadsCommand, ListObjectVersionsCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lookup } from '@/lib/storage/guarded-agent'
import { createBucket, type S3Bucket } from '@/lib/storage/s3-bucket'
import { byState, examine, named } from '@/lib/testing/examine'
import { LOOPBACK, openTestBucket, settingsOf, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import { buildReport } from './build-report'
import type { Check } from './report'

for (const name of ['ceph', 'versitygw'] as const)
  await describeWithServer(name, `the doctor at ${name}`, (server) => describeDoctor(name, server))

const report = (checks: Check[]) =>
  buildReport({ checks, startedAt: new Date(), finishedAt: new Date(), by: 'ada', prefix: '' }, null)

function describeDoctor(name: 'ceph' | 'versitygw', server: TestServer): void {
  let bucket: TestBucket
  let raw: S3Bucket
  beforeAll(async () => {
    bucket = await openTestBucket(server)
    raw = createBucket(bucket.settings, LOOPBACK)
    await bucket.store.write('team/known.txt', Buffer.from('known'))
  })
  afterAll(async () => {
    raw.client.destroy()
    await bucket.close()
  })

  async function expectUntouched() {
    const Bucket = bucket.settings.bucket
    expect((await bucket.store.list()).objects.map(({ key }) => key)).toEqual(['team/known.txt'])
    expect((await raw.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([])
  }

  it('finds everything in order, and leaves nothing behind', async () => {
    const checks = await examine(bucket.settings, { prefix: 'team/' })
    const { passed, failed, not_reached } = byState(checks)
    expect({ failed, not_reached }).toEqual({})
    expect(passed).toEqual(
      expect.arrayContaining(
        `url dns tcp clock signature region addressing list list_prefix put head get range delete multipart checksums
        conditional tagging signing`.split(/\s+/),
      ),
    )
    expect(checks.every(({ evidence, ms }) => evidence !== '' && ms !== null)).toBe(true)
    expect(report(checks)).toMatchObject({
      verdict: 'works',
      capabilities: { signing: true, cors: false, write: true },
    })
    await expectUntouched()
  })

  it('finds a wrong secret, tells what was not reached and why, and tells no key', async () => {
    const checks = await examine({ ...bucket.settings, secretKey: 'a-wrong-secret' })
    expect(named(checks, 'signature')).toMatchObject({ state: 'failed', cause: 'wrong_secret' })
    expect(named(checks, 'signature')?.remedy).toMatch(/secret key again/)
    const later = checks.slice(checks.findIndex((check) => check.name === 'signature') + 1)
    expect(later.every(({ state, evidence }) => state === 'not_reached' && /did not accept/.test(evidence))).toBe(true)
    const text = JSON.stringify(checks)
    expect([text.includes('a-wrong-secret'), text.includes(server.accessKey)]).toEqual([false, false])
    expect(report(checks).verdict).toBe('broken')
  })

  it('finds a wrong bucket', async () => {
    const checks = await examine({ ...bucket.settings, bucket: 'absent-bucket' })
    expect(named(checks, 'signature')).toMatchObject({ state: 'failed', cause: 'missing_bucket' })
    expect(named(checks, 'put')).toMatchObject({ state: 'not_reached', evidence: 'There is no such bucket.' })
  })

  it.each([60, -60])('finds a clock that is %i minutes wrong before anything is signed', async (minutes) => {
    const checks = await examine(bucket.settings, { clockOffsetMs: minutes * 60_000 })
    expect(named(checks, 'clock')).toMatchObject({ state: 'failed', cause: 'clock_skew' })
    expect(named(checks, 'clock')?.evidence).toMatch(minutes > 0 ? /60 minutes ahead/ : /60 minutes behind/)
    expect(named(checks, 'signature')?.state).toBe('not_reached')
  })

  it('warns of a clock that is ten minutes wrong', async () => {
    const checks = await examine(bucket.settings, { clockOffsetMs: 600_000 })
    expect(named(checks, 'clock')).toMatchObject({ state: 'warning' })
    expect(named(checks, 'get')?.state).toBe('passed')
  })

  it('suggests path style where only the endpoint has a name, and goes on with it', async () => {
    const lookup = resolving((host) => host === server.virtualHostDomain)
    const endPoint = `http://${server.virtualHostDomain}:${server.port}`
    const checks = await examine({ ...bucket.settings, endPoint, pathStyle: false }, { lookup })
    expect(named(checks, 'dns')).toMatchObject({ state: 'failed', suggestion: { changes: { pathStyle: true } } })
    expect(named(checks, 'get')?.state).toBe('passed')
    expect(report(checks)).toMatchObject({ verdict: 'broken', capabilities: { write: null } })
    await expectUntouched()
  })

  it('finds the bucket behind the endpoint, and goes on without it', async () => {
    const checks = await examine({ ...bucket.settings, endPoint: `${server.endpoint}/${bucket.settings.bucket}` })
    expect(named(checks, 'addressing')).toMatchObject({
      ...{ state: 'failed', cause: 'bucket_in_endpoint' },
      suggestion: { changes: { endPoint: server.endpoint } },
    })
    expect(named(checks, 'get')?.state).toBe('passed')
  })

  it('finds TLS asked of a server without, and sends no key to it', async () => {
    const checks = await examine({ ...bucket.settings, endPoint: `127.0.0.1:${server.port}`, useSSL: true })
    expect(named(checks, 'tls')).toMatchObject({
      ...{ state: 'failed', cause: 'plain_expected' },
      suggestion: { changes: { useSSL: false } },
    })
    expect(named(checks, 'signature')?.state).toBe('not_reached')
  })

  it('says so when the time is up', async () => {
    const checks = await examine(bucket.settings, { totalMs: 0 })
    expect(checks.every(({ state, evidence }) => state === 'not_reached' && /time/.test(evidence))).toBe(true)
  })

  if (name === 'versitygw')
    it('finds a wrong region, and looks at all the rest with the right one', async () => {
      const checks = await examine({ ...bucket.settings, region: 'eu-west-9' })
      expect(byState(checks).failed).toEqual(['region'])
      expect(named(checks, 'region')).toMatchObject({
        ...{ cause: 'wrong_region', suggestion: { label: 'Use region us-east-1', changes: { region: 'us-east-1' } } },
      })
      expect(report(checks).verdict).toBe('broken')
      await expectUntouched()
    })
  else
    it('leaves not even a version or a mark behind where versions are kept', async () => {
      const own = await openTestBucket(server)
      const on = { Bucket: own.settings.bucket, VersioningConfiguration: { Status: 'Enabled' as const } }
      const client = createBucket(own.settings, LOOPBACK).client
      await client.send(new PutBucketVersioningCommand(on))
      const checks = await examine(own.settings)
      expect(named(checks, 'versioning')?.state).toBe('passed')
      expect(byState(checks).failed).toBeUndefined()
      const { Versions = [], DeleteMarkers = [] } = await client.send(
        new ListObjectVersionsCommand({ Bucket: own.settings.bucket }),
      )
      expect([...Versions, ...DeleteMarkers]).toEqual([])
      client.destroy()
      await own.close()
    })
}

await describeWithServer('versitygw-tls', 'the doctor over TLS', (server) => {
  let bucket: TestBucket
  beforeAll(async () => {
    bucket = await openTestBucket(server)
  })
  afterAll(() => bucket.close())

  it('tells protocol, signer and end of the certificate', async () => {
    const checks = await examine(bucket.settings)
    expect(named(checks, 'tls')?.evidence).toMatch(/TLSv1\.3.*Granary test authority, valid until \d{4}-/)
    expect(byState(checks).failed).toBeUndefined()
  })

  it('finds an authority that is not trusted', async () => {
    const checks = await examine({ ...bucket.settings, caCertificate: undefined })
    expect(named(checks, 'tls')).toMatchObject({ state: 'failed', cause: 'tls_certificate' })
    expect(named(checks, 'clock')?.state).toBe('not_reached')
  })

  it('finds TLS left out, and goes on with it', async () => {
    const settings = { ...bucket.settings, endPoint: server.endpoint.replace('https:', 'http:'), useSSL: false }
    const checks = await examine(settings)
    const changes = { useSSL: true, endPoint: server.endpoint }
    expect(named(checks, 'tls')).toMatchObject({ state: 'failed', suggestion: { changes } })
    expect(named(checks, 'get')?.state).toBe('passed')
  })
})

await describeWithServer('versitygw-foreign-certificate', 'the doctor at a foreign certificate', (server) => {
  it('finds that it was made for another host', async () => {
    const checks = await examine(settingsOf(server))
    expect(named(checks, 'tls')).toMatchObject({ state: 'failed', problem: expect.stringContaining('another host') })
  })
})

describe('a suggestion', () => {
  it('is not taken where the server names something that is no region', async () => {
    const http = await import('node:http')
    const { listen } = await import('@/lib/testing/listen')
    const server = await listen(
      http.createServer((_request, response) =>
        response.writeHead(301, { 'x-amz-bucket-region': 'evil.example/' }).end(),
      ),
    )
    const keys = { accessKey: 'AKIDEXAMPLE', secretKey: 'SECRETEXAMPLE' }
    const settings = {
      bucket: 'bucket',
      region: 'us-east-1',
      endPoint: server.endpoint,
      useSSL: false,
      pathStyle: true,
    }
    const checks = await examine({ ...settings, ...keys })
    expect(named(checks, 'signature')?.state).toBe('failed')
    await server.close()
  })
})

function resolving(isKnown: (host: string) => boolean): Lookup {
  return (host, _options, callback) => {
    if (isKnown(host)) callback(null, [{ address: '127.0.0.1', family: 4 }])
    else callback(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), [])
  }
}
