import http from 'node:http'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK, openTestBucket, settingsOf, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import { diagnoseS3 } from './diagnose-s3'
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

describe('diagnosis without a server', () => {
  const settings = { bucket: 'b', region: '', useSSL: false, pathStyle: true, accessKey: 'a', secretKey: 's' }

  it('finds that nothing listens', async () => {
    const step = await last(diagnose({ ...settings, endPoint: '127.0.0.1:9' }))
    expect(step).toMatchObject({ step: 'connection', problem: { cause: 'refused' } })
  })

  it('says the same of every blocked address, and connects to none', async () => {
    const answers = ['127.0.0.1:22', '127.0.0.1:1', '10.0.0.1', '169.254.169.254', 'localhost:5432'].map(
      async (endPoint) => {
        const [step] = await diagnose({ ...settings, endPoint }, { policy: { permitted: [], allowLoopback: false } })
        return [
          step?.step,
          step?.problem?.cause,
          step?.problem?.sentence.replace(/connect to \S+:/, 'connect to …:'),
        ].join()
      },
    )
    expect(new Set(await Promise.all(answers)).size).toBe(1)
  })

  it.each([
    [{ endPoint: 'ftp://storage' }, /not an address/],
    [{ endPoint: 'http://user:secret@storage' }, /not an address/],
    [{ endPoint: 'storage', bucket: ' ' }, /no name/],
    [{ endPoint: 'storage', secretKey: '' }, /no secret key/],
    [{ endPoint: 'storage', accessKey: '', secretKey: '' }, /no keys/],
  ])('finds settings that cannot work: %o', async (changes, sentence) => {
    const [step] = await diagnose({ ...settings, ...changes })
    expect(step).toMatchObject({
      step: 'address',
      problem: { cause: 'invalid_settings', sentence: expect.stringMatching(sentence) },
    })
    expect(JSON.stringify(step)).not.toContain('user:secret')
  })

  it.each<[string, http.RequestListener, string]>([
    [
      'a web page',
      (_request, response) =>
        response.setHeader('content-type', 'text/html').end('<!doctype html><html><body>Hello<br></body></html>'),
      'not_s3',
    ],
    [
      'a web page that is well-formed XML',
      (_request, response) => response.end('<html><body>Hello</body></html>'),
      'not_s3',
    ],
    ['a sign-in page', (_request, response) => response.writeHead(401).end('<html>Sign in</html>'), 'not_s3'],
    ['a missing page', (_request, response) => response.writeHead(404).end('<html>Not found</html>'), 'not_s3'],
    ['JSON', (_request, response) => response.end('{"ok":true}'), 'not_s3'],
    [
      'a redirect',
      (_request, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
      'redirect',
    ],
    [
      'another region',
      (_request, response) => response.writeHead(301, { 'x-amz-bucket-region': 'eu-north-1' }).end(),
      'wrong_region',
    ],
    [
      'a failure',
      (_request, response) => response.writeHead(500).end('<Error><Code>InternalError</Code></Error>'),
      'server_error',
    ],
    ['nothing', (request) => request.socket.destroy(), 'closed'],
  ])('finds a server that answers %s', async (_what, answer, cause) => {
    const server = await listen(http.createServer(answer))
    const step = await last(diagnose({ ...settings, endPoint: server.endpoint }))
    expect(step).toMatchObject({ step: 'signature', ok: false, problem: { cause } })
    await server.close()
  })

  it('finds that there are no credentials, neither in the settings nor on this machine', async () => {
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
    const server = await listen(http.createServer((_request, response) => response.end()))
    const withoutKeys = { ...settings, endPoint: server.endpoint, accessKey: '', secretKey: '' }
    const step = await last(diagnose(withoutKeys, { ambient: true }))
    expect(step).toMatchObject({ step: 'signature', problem: { cause: 'no_credentials' } })
    await server.close()
    vi.unstubAllEnvs()
  })

  it('finds a server that accepts connections and says nothing', async () => {
    const server = await listen(net.createServer(() => undefined))
    const step = await last(diagnose({ ...settings, endPoint: server.endpoint }, { idleTimeoutMs: 200 }))
    expect(step).toMatchObject({ step: 'signature', problem: { cause: 'timeout' } })
    const tls = await last(
      diagnose({ ...settings, endPoint: `127.0.0.1:${server.port}`, useSSL: true }, { connectTimeoutMs: 200 }),
    )
    expect(tls).toMatchObject({ step: 'connection', problem: { cause: 'timeout' } })
    await server.close()
  })
})

async function diagnose(settings: S3Settings, options: DiagnosisOptions = {}): Promise<DiagnosisStep[]> {
  const steps: DiagnosisStep[] = []
  for await (const step of diagnoseS3(settings, { ...LOOPBACK, ...options })) steps.push(step)
  return steps
}

async function last(steps: Promise<DiagnosisStep[]>): Promise<DiagnosisStep | undefined> {
  return (await steps).at(-1)
}

const allFine = (steps: DiagnosisStep[]) => steps.length === STEPS.length && steps.every(({ ok }) => ok)

function resolving(isKnown: (host: string) => boolean): Lookup {
  return (host, _options, callback) => {
    if (isKnown(host)) callback(null, [{ address: '127.0.0.1', family: 4 }])
    else callback(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), [])
  }
}
