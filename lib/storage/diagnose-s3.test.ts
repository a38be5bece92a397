import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { diagnose, last } from '@/lib/testing/diagnose'
import { openTestBucket, settingsOf, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import type { DiagnosisOptions, DiagnosisStep } from './diagnosis'
import type { Lookup } from './guarded-agent'
import type { S3Settings } from './s3-settings'

const STEPS = ['address', 'connection', 'signature', 'list', 'read'] as const

for (const name of ['ceph', 'versitygw'] as const) {
  await describeWithServer(name, `diagnosis of ${name}`, (server) => describeDiagnosis(server))
}

function describeDiagnosis(server: TestServer): void {
  let bucket: TestBucket
  beforeAll(async () => {
    bucket = await openTestBucket(server)
  })
  afterAll(() => bucket.close())

  const of = (changes: Partial<S3Settings> = {}, options: DiagnosisOptions = {}) =>
    diagnose({ ...bucket.settings, ...changes }, options)
  const named = (host = server.virtualHostDomain) => ({ endPoint: `http://${host}:${server.port}`, pathStyle: false })

  it('tells each step of a connection that works', async () => {
    const steps = await of({}, { write: true })
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([...STEPS, 'write'].map((step) => [step, true]))
    expect(steps.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^127.0.0.1 is an address \(\d+ ms\)\.$/),
      expect.stringMatching(/^Connected to port \d+ \(\d+ ms\), without TLS\.$/),
      '127.0.0.1 accepted the keys for region us-east-1.',
      expect.stringMatching(/it is empty \(\d+ ms\)\.$/),
      'There is nothing to read yet.',
      expect.stringMatching(/^Wrote and removed "\.granary-test-/),
    ])
    expect((await bucket.store.list()).objects).toEqual([])
  })

  it('reads the first byte of what is there', async () => {
    await bucket.store.write('folder/', new Uint8Array())
    await bucket.store.write('readable', Buffer.from('x'))
    expect((await of()).at(-1)).toMatchObject({ step: 'read', ok: true, detail: expect.stringContaining('"readable"') })
    await bucket.store.remove(['folder/', 'readable'])
  })

  it('signs with the credentials of the machine when the settings have none and the caller asks for them', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', server.accessKey)
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', server.secretKey)
    expect(allFine(await of({ accessKey: '', secretKey: undefined }, { ambient: true }))).toBe(true)
    expect(await last(of({ accessKey: '', secretKey: undefined }))).toMatchObject({
      problem: { cause: 'invalid_settings' },
    })
    vi.unstubAllEnvs()
  })

  it('finds a wrong secret at the signature', async () => {
    expect(await last(of({ secretKey: 'wrong' }))).toMatchObject({
      step: 'signature',
      problem: { cause: 'wrong_secret' },
    })
  })

  if (server.otherAccessKey) {
    it('finds an unknown key at the signature', async () => {
      expect(await last(of({ accessKey: 'UNKNOWN' }))).toMatchObject({
        step: 'signature',
        problem: { cause: 'unknown_key' },
      })
    })

    it('finds a key that may not list, after its signature was accepted', async () => {
      const steps = await of({ accessKey: server.otherAccessKey, secretKey: server.otherSecretKey })
      expect(steps.map(({ step, ok }) => [step, ok]).slice(2)).toEqual([
        ['signature', true],
        ['list', false],
      ])
      expect(steps.at(-1)?.problem?.cause).toBe('no_list_permission')
    })
  } else {
    it('finds a wrong region and offers the right one, which works', async () => {
      const problem = (await last(of({ region: 'eu-west-9' })))?.problem
      expect(problem).toMatchObject({ cause: 'wrong_region', fix: { changes: { region: 'us-east-1' } } })
      expect(allFine(await of({ region: 'eu-west-9', ...problem?.fix?.changes }))).toBe(true)
    })
  }

  it('finds a missing bucket after the signature was accepted', async () => {
    expect(await last(of({ bucket: 'absent-bucket' }))).toMatchObject({
      step: 'list',
      problem: { cause: 'missing_bucket', sentence: 'There is no bucket "absent-bucket" at 127.0.0.1.' },
    })
  })

  it.each([60, -60])('finds a clock that is %i minutes wrong', async (minutes) => {
    const step = await last(of({}, { clockOffsetMs: minutes * 60_000 }))
    expect(step).toMatchObject({ step: 'signature', problem: { cause: 'clock_skew' } })
  })

  it('works in virtual-host style where the names resolve', async () => {
    expect(allFine(await of(named(), { lookup: resolving(() => true) }))).toBe(true)
  })

  it('recommends path style where only the endpoint itself has a name, and it works', async () => {
    const lookup = resolving((host) => host === server.virtualHostDomain)
    const step = await last(of(named(), { lookup }))
    expect(step).toMatchObject({
      step: 'address',
      problem: { cause: 'path_style', fix: { changes: { pathStyle: true } } },
    })
    expect(allFine(await of({ ...named(), ...step?.problem?.fix?.changes }, { lookup }))).toBe(true)
  })

  it('does not recommend path style where nothing answers either way', async () => {
    const step = await last(of(named('absent.example'), { lookup: resolving(() => false) }))
    expect(step).toMatchObject({ step: 'address', problem: { cause: 'dns' } })
    expect(step?.problem?.fix).toBeUndefined()
  })

  it('finds the bucket in front of the endpoint and takes it out', async () => {
    const lookup = resolving((host) => host.split('.').length < 4)
    const given = { ...named(`${bucket.settings.bucket}.${server.virtualHostDomain}`), bucket: bucket.settings.bucket }
    const problem = (await last(of(given, { lookup })))?.problem
    expect(problem).toMatchObject({ cause: 'bucket_in_endpoint', fix: { changes: { endPoint: named().endPoint } } })
    expect(allFine(await of({ ...given, ...problem?.fix?.changes }, { lookup }))).toBe(true)
  })

  it('finds the bucket behind the endpoint and takes it out', async () => {
    const endPoint = `${server.endpoint}/${bucket.settings.bucket}/`
    const problem = (await last(of({ endPoint })))?.problem
    expect(problem).toMatchObject({ cause: 'bucket_in_endpoint', fix: { changes: { endPoint: server.endpoint } } })
  })

  it('finds TLS asked of a server without, and the other switch works', async () => {
    const endPoint = `127.0.0.1:${server.port}`
    const step = await last(of({ endPoint, useSSL: true }))
    expect(step).toMatchObject({
      step: 'connection',
      problem: { cause: 'plain_expected', fix: { changes: { useSSL: false } } },
    })
    expect(allFine(await of({ endPoint, useSSL: true, ...step?.problem?.fix?.changes }))).toBe(true)
  })
}

await describeWithServer('versitygw-tls', 'diagnosis over TLS', (server) => {
  let bucket: TestBucket
  beforeAll(async () => {
    bucket = await openTestBucket(server)
  })
  afterAll(() => bucket.close())

  it('tells protocol and signer of a certificate that is trusted', async () => {
    const steps = await diagnose(bucket.settings)
    expect(allFine(steps)).toBe(true)
    expect(steps[1]?.detail).toMatch(
      /TLSv1\.3 with a certificate of Granary test authority valid until \d{4}-\d\d-\d\d/,
    )
  })

  it('finds a certificate of an unknown authority', async () => {
    const step = await last(diagnose({ ...bucket.settings, caCertificate: undefined }))
    expect(step).toMatchObject({ step: 'connection', problem: { cause: 'tls_certificate' } })
    expect(step?.problem?.fix).toBeUndefined()
  })

  it('finds TLS missing, and the other switch works', async () => {
    const settings = { ...bucket.settings, endPoint: server.endpoint.replace('https:', 'http:'), useSSL: false }
    const problem = (await last(diagnose(settings)))?.problem
    expect(problem).toMatchObject({
      cause: 'tls_expected',
      fix: { changes: { useSSL: true, endPoint: server.endpoint } },
    })
  })
})

await describeWithServer('versitygw-foreign-certificate', 'diagnosis of a foreign certificate', (server) => {
  it('finds that the certificate was made for another host', async () => {
    const step = await last(diagnose(settingsOf(server)))
    expect(step).toMatchObject({
      step: 'connection',
      problem: { cause: 'tls_certificate', sentence: expect.stringContaining('another host') },
    })
  })
})

const allFine = (steps: DiagnosisStep[]) => steps.length === STEPS.length && steps.every(({ ok }) => ok)

function resolving(isKnown: (host: string) => boolean): Lookup {
  return (host, _options, callback) => {
    if (isKnown(host)) callback(null, [{ address: '127.0.0.1', family: 4 }])
    else callback(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), [])
  }
}
