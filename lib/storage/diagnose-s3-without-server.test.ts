import http from 'node:http'
import net from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { diagnose, last } from '@/lib/testing/diagnose'
import { listen } from '@/lib/testing/listen'

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
