import { createHash, createPublicKey, createVerify, randomBytes } from 'node:crypto'
import http from 'node:http'
import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestGcs, testServiceAccount } from '@/lib/testing/gcs-servers'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import { diagnoseGcs } from './diagnose-gcs'
import { openGcs } from './gcs'
import { removeAbandonedGcs } from './gcs-abandoned'
import { createGcsBucket } from './gcs-client'
import { UPLOADS_FOLDER } from './gcs-keys'
import { readServiceAccount } from './gcs-service-account'
import type { GcsSettings } from './gcs-settings'
import { listGcsFolder, uploadOf } from './gcs-uploads'

const MIB = 1024 ** 2
const NONE = { policy: { permitted: [], allowLoopback: false }, maxAttempts: 1 }

await describeWithServer('fake-gcs', 'Google Cloud Storage', (server) => {
  let bucket: Awaited<ReturnType<typeof openTestGcs>>
  beforeAll(async () => {
    bucket = await openTestGcs(server)
    await bucket.store.write('a/file', Buffer.from('hello'))
  })
  afterAll(() => bucket.close())

  /** The store behind a proxy that may spoil requests on their way. */
  async function through(spoil: Spoil) {
    const proxy = await spoilingProxy(server, spoil)
    const store = openGcs({ ...bucket.settings, endpoint: proxy.endpoint }, LOOPBACK)
    return { store, close: () => Promise.all([store.close?.(), proxy.close()]) }
  }

  it('signs in with a token that the key itself signs, and asks no other host', async () => {
    const seen: string[] = []
    const { store, close } = await through((request) => void seen.push(request.headers.authorization ?? ''))
    await store.list()
    const [head = '', claims = '', signature = ''] = (seen[0] ?? '').replace('Bearer ', '').split('.')
    const verifier = createVerify('RSA-SHA256').update(`${head}.${claims}`)
    const key = createPublicKey(testServiceAccount().private_key)
    expect(verifier.verify(key, signature, 'base64url')).toBe(true)
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      iss: testServiceAccount().client_email,
      scope: 'https://www.googleapis.com/auth/devstorage.read_write',
    })
    await close()
  })

  it('makes URLs for a browser, each for one thing', async () => {
    const { presign, multipart } = bucket.store
    if (!presign || !multipart) throw new Error('nothing to try')
    const key = 'signed/a b+ä#?.html'
    const id = await multipart.create(key)
    const url = await presign.part({ key, id, number: 1, size: 7 }, 60)
    expect((await fetch(url, { method: 'PUT', body: '<b>7</b', headers: presign.partHeaders?.(7) })).status).toBe(200)
    expect(await bucket.store.head(key)).toBeNull()
    await multipart.complete({ key, id, parts: await multipart.parts({ key, id }) })
    const download = await presign.download(key, 'attachment; filename="x.html"', 60)
    expect(await (await fetch(download)).text()).toBe('<b>7</b')
    expect(new URL(download).searchParams.get('response-content-type')).toBe('application/octet-stream')
    expect(signatureHolds('GET', download)).toBe(true)
    expect(signatureHolds('GET', download.replace('Expires=60', 'Expires=600'))).toBe(false)
    expect(signatureHolds('PUT', url, presign.partHeaders?.(7))).toBe(true)
    expect(signatureHolds('PUT', url, presign.partHeaders?.(8))).toBe(false)
    expect(openGcs({ bucket: 'b', endpoint: '' }, { ambient: true }).presign).toBeUndefined()
  })

  it('sweeps parts that came after the end of their upload, once no address is good any more, and no others', async () => {
    const { presign, multipart } = bucket.store
    if (!presign || !multipart) throw new Error('nothing to try')
    const [ended, open] = [await multipart.create('ended'), await multipart.create('open')]
    const send = async (key: string, id: string) => {
      const url = await presign.part({ key, id, number: 1, size: 3 }, 300)
      return () => fetch(url, { method: 'PUT', body: 'abc', headers: presign.partHeaders?.(3) })
    }
    const late = await send('ended', ended)
    expect((await (await send('open', open))()).status).toBe(200)
    await multipart.abort({ key: 'ended', id: ended })
    expect((await late()).status).toBe(200)
    const raw = createGcsBucket(bucket.settings, LOOPBACK)
    const hidden = async () => {
      const names = (await listGcsFolder(raw, UPLOADS_FOLDER)).map(({ name }) => uploadOf(name)?.id)
      return [ended, open].map((id) => names.filter((name) => name === id).length)
    }
    await removeAbandonedGcs(raw)
    expect(await hidden()).toEqual([1, 2])
    await removeAbandonedGcs(raw, Date.now() + 3600_000)
    expect(await hidden()).toEqual([0, 2])
    expect(await multipart.parts({ key: 'open', id: open })).toHaveLength(1)
    await removeAbandonedGcs(raw, Date.now() + 8 * 24 * 3600_000)
    expect(await hidden()).toEqual([0, 0])
    raw.close()
  })

  it('sends an object of many chunks, and none of it when the server ends before the last', async () => {
    const sent = randomBytes(20 * MIB)
    const body = () => Readable.from([sent.subarray(0, 7 * MIB), sent.subarray(7 * MIB)])
    await bucket.store.write('chunks', body())
    const read = Buffer.concat(await (await bucket.store.read('chunks')).body.toArray())
    expect(read.equals(sent)).toBe(true)
    // This server takes the question how far it has come for the end of the upload.
    let puts = 0
    const { store, close } = await through((request) =>
      request.method === 'PUT' && ++puts === 1 ? 'after' : undefined,
    )
    await expect(store.write('cut', body())).rejects.toMatchObject({ code: 'unavailable' })
    expect(await bucket.store.head('cut')).toBeNull()
    await close()
  })

  it('leaves nothing of a body that was damaged on its way', async () => {
    const { store, close } = await through(() => 'damage')
    const write = store.write('damaged', Readable.from([Buffer.alloc(9 * MIB, 'x')]))
    await expect(write).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('damaged') })
    await expect(store.write('damaged small', Buffer.from('xxxxxxxx'))).rejects.toMatchObject({ code: 'invalid' })
    expect((await bucket.store.list({ prefix: 'damaged' })).objects).toEqual([])
    await close()
  })

  it('joins more parts than one request takes, and hides them before', async () => {
    const uploads = bucket.store.multipart
    const key = 'many parts'
    const id = (await uploads?.create(key, { metadata: { 'a-b': 'ä' } })) ?? ''
    const body = Buffer.alloc(5 * MIB, 'p')
    const parts = []
    for (let number = 1; number <= 34; number++) {
      const part = await uploads?.part({ key, id, number, body, size: body.length })
      if (part) parts.push(part)
    }
    const { objects, prefixes } = await bucket.store.list({ delimiter: '/', limit: 2 })
    expect([...objects.map((one) => one.key), ...prefixes]).not.toContain('.granary-uploads/')
    await expect(bucket.store.head(`.granary-uploads/${id}/00001`)).rejects.toMatchObject({ name: 'InvalidKey' })
    await uploads?.complete({ key, id, parts })
    expect(await bucket.store.head(key)).toMatchObject({ size: 34 * 5 * MIB, metadata: { 'a-b': 'ä' } })
    await bucket.store.remove([key])
  })

  it('takes an ETag for a version', async () => {
    const first = await bucket.store.write('versions', Buffer.from('one'))
    await bucket.store.write('versions', Buffer.from('two'))
    const info = await bucket.store.head('versions')
    expect(info?.versionId).toBe(info?.etag)
    expect(info?.etag).not.toBe(first.etag)
  })

  describe('the guarded agent', () => {
    it.each(['http://127.0.0.1:1', 'https://10.0.0.1', 'http://169.254.169.254', 'http://metadata.google.internal'])(
      'keeps it from %s',
      async (endpoint) => {
        const store = openGcs({ ...bucket.settings, endpoint }, NONE)
        await expect(store.list()).rejects.toMatchObject({ name: 'BlockedAddress', code: 'forbidden' })
      },
    )

    it('follows no redirect', async () => {
      const asked: string[] = []
      const target = await listen(
        http.createServer((request, response) => response.end(void asked.push(request.url ?? ''))),
      )
      const { store, close } = await through(() => `${target.endpoint}/elsewhere`)
      await expect(store.list()).rejects.toMatchObject({ message: expect.stringContaining('302') })
      expect(asked).toEqual([])
      await Promise.all([close(), target.close()])
    })
  })

  it('tells no token in an error', async () => {
    const failure = await openGcs({ ...bucket.settings, bucket: 'not-there' }, LOOPBACK)
      .list()
      .catch((error) => error)
    expect(failure).toMatchObject({ code: 'not_found', message: expect.stringContaining('no bucket') })
    expect(inspect(failure, { depth: 10 })).not.toMatch(/Bearer|PRIVATE KEY/)
  })

  describe('a connection test', () => {
    const last = async (changes: Partial<GcsSettings>, options = LOOPBACK) => {
      const found = []
      for await (const step of diagnoseGcs({ ...bucket.settings, ...changes }, options)) found.push(step)
      return found.at(-1)
    }

    it('goes through every stage', async () => expect(await last({})).toMatchObject({ step: 'read', ok: true }))

    it.each<[string, Partial<GcsSettings>, string, string]>([
      ['a bucket that is not there', { bucket: 'not-there' }, 'list', 'missing_bucket'],
      ['nothing that listens', { endpoint: 'http://127.0.0.1:9' }, 'connection', 'refused'],
      ['no key', { serviceAccountKey: undefined }, 'address', 'invalid_settings'],
    ])('finds %s', async (_what, changes, step, cause) => {
      expect(await last(changes)).toMatchObject({ step, ok: false, problem: { cause } })
    })

    it('says the same of every blocked address', async () => {
      expect(await last({}, NONE)).toMatchObject({ step: 'address', problem: { cause: 'blocked_address' } })
    })
  })
})

describe('the key of a service account', () => {
  const key = { type: 'service_account', ...testServiceAccount() }
  const taken = expect.not.objectContaining({ token_uri: expect.anything() })

  it('is taken as object and as text, and what else is in it is not', () => {
    const whole = { ...key, token_uri: 'http://169.254.169.254/token', auth_uri: 'http://10.0.0.1' }
    expect(readServiceAccount(whole).key).toMatchObject(testServiceAccount())
    expect(readServiceAccount(whole).key).toEqual(taken)
    expect(readServiceAccount(JSON.stringify(whole)).key).toEqual(readServiceAccount(whole).key)
  })

  it.each([
    ['text that is no JSON', 'hello', /not JSON/],
    ['credentials that run programs', { ...key, type: 'external_account' }, /type must be service_account/],
    ['a key without an account', { ...key, client_email: undefined }, /no client_email/],
    ['a key that is cut off', { ...key, private_key: 'MIIE' }, /private_key in the key is none/],
  ])('is refused for %s', (_what, given, problem) => {
    expect(readServiceAccount(given).problem).toMatch(problem)
  })

  it('is needed', () => {
    expect(() => openGcs({ bucket: 'b', endpoint: '' })).toThrow('There is no key')
    expect(() => openGcs({ bucket: 'b', endpoint: '' }, { ambient: true })).not.toThrow()
  })
})

/** Verifies as Google documents it, since this server asks for no signature. */
function signatureHolds(method: string, url: string, headers: Record<string, string> = {}): boolean {
  const [, host = '', path = '', query = '', signature = ''] =
    /^http:\/\/([^/]+)([^?]+)\?(.*)&X-Goog-Signature=([0-9a-f]+)$/.exec(url) ?? []
  const asked = new URLSearchParams(query)
  const [, ...scope] = asked.get('X-Goog-Credential')?.split('/') ?? []
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}:${value}\n`)
  const names = asked.get('X-Goog-SignedHeaders')
  const canonical = `${method}\n${path}\n${query}\n${lines.join('')}\n${names}\nUNSIGNED-PAYLOAD`
  const digest = createHash('sha256').update(canonical).digest('hex')
  const signed = `GOOG4-RSA-SHA256\n${asked.get('X-Goog-Date')}\n${scope.join('/')}\n${digest}`
  const key = createPublicKey(testServiceAccount().private_key)
  return createVerify('RSA-SHA256').update(signed).verify(key, signature, 'hex')
}

type Spoil = (request: http.IncomingMessage) => string | undefined | void

/** Passes requests on, unless `spoil` says to damage the body, to hang up after the server was done, or to redirect. */
async function spoilingProxy(server: TestServer, spoil: Spoil) {
  return listen(
    http.createServer((request, response) => {
      const how = spoil(request)
      if (how?.startsWith('http')) return void response.writeHead(302, { location: how }).end()
      const { method, headers, url: path } = request
      const passed = http.request({ port: server.port, method, path, headers }, (answer) => {
        if (how === 'after') return void answer.resume().on('end', () => request.socket.destroy())
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      request.on('data', (chunk: Buffer) => {
        const at = how === 'damage' ? chunk.lastIndexOf('xx') : -1
        if (at >= 0) chunk[at] = 'y'.charCodeAt(0)
        passed.write(chunk)
      })
      request.on('end', () => passed.end())
    }),
  )
}
