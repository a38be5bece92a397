import net from 'node:net'
import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK, openTestBucket, settingsOf, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import type { ObjectContent } from './object-store'
import { openS3 } from './s3'
import type { S3Options } from './s3-client'

const MIB = 1024 ** 2
const DIALECTS = ['compatible', 'aws'] as const

for (const name of ['ceph', 'versitygw'] as const) {
  await describeWithServer(name, `S3 store on ${name}`, (server) => {
    for (const dialect of DIALECTS) describe(`in the ${dialect} dialect`, () => bodies(server, { dialect }))
    refusals(server)
  })
}

await describeWithServer('versitygw-tls', 'S3 store over TLS', (server) => {
  it('works with the authority that the resource names', async () => {
    const bucket = await openTestBucket(server)
    await bucket.store.write('a', Buffer.from('secret'))
    expect(await text(bucket.store.read('a'))).toBe('secret')
    await bucket.close()
  })

  it('refuses a certificate of an authority that it does not know', async () => {
    const store = openS3(settingsOf(server, { caCertificate: undefined }), { ...LOOPBACK, maxAttempts: 1 })
    await expect(store.list()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('not signed by an authority'),
    })
  })

  it('says that the server wants TLS when it is asked in the clear', async () => {
    const endPoint = server.endpoint.replace('https:', 'http:')
    const store = openS3(settingsOf(server, { endPoint }), { ...LOOPBACK, maxAttempts: 1 })
    await expect(store.list()).rejects.toMatchObject({ code: expect.stringMatching(/unavailable|invalid/) })
  })
})

await describeWithServer(
  'versitygw-foreign-certificate',
  'S3 store on a server with a foreign certificate',
  (server) => {
    it('refuses a certificate that was made for another host', async () => {
      const store = openS3(settingsOf(server), { ...LOOPBACK, maxAttempts: 1 })
      await expect(store.list()).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('another host'),
      })
    })
  },
)

function bodies(server: TestServer, options: S3Options) {
  let bucket: TestBucket
  beforeAll(async () => {
    bucket = await openTestBucket(server, options)
  })
  afterAll(() => bucket.close())

  it.each([
    ['an empty body', 0, 0],
    ['a body of one byte', 1, 1],
    ['the largest body of one request', 16 * MIB, 16 * MIB],
    ['one byte more than that', 16 * MIB + 1, 16 * MIB + 1],
    ['a body of several parts', 40 * MIB, 40 * MIB],
    ['a small body whose size nobody announced', 5, undefined],
    ['a body of exactly one part whose size nobody announced', 16 * MIB, undefined],
    ['a body of several parts whose size nobody announced', 33 * MIB, undefined],
  ])('stores %s', async (key, length, size) => {
    const sent = pattern(length)
    const written = await bucket.store.write(key, Readable.from(chunks(sent)), { size, contentType: 'text/x-test' })
    const info = await bucket.store.head(key)
    expect(written).toEqual({ etag: info?.etag, size: length })
    expect(info).toMatchObject({ size: length, contentType: 'text/x-test', contentEncoding: null })
    const received = await buffer(bucket.store.read(key))
    expect(received.equals(sent)).toBe(true)
  })

  it('keeps headers and metadata of a copied object', async () => {
    const headers = {
      contentType: 'text/csv',
      cacheControl: 'no-store',
      contentEncoding: 'gzip',
      metadata: { owner: 'Jürgen 🌾', n: '1' },
    }
    await bucket.store.write('meta', Buffer.from('x'), { ...headers, contentDisposition: 'attachment' })
    await bucket.store.copy?.('meta', 'meta copy+%')
    expect(await bucket.store.head('meta copy+%')).toMatchObject({ ...headers, contentDisposition: 'attachment' })
  })
}

function refusals(server: TestServer) {
  let bucket: TestBucket
  beforeAll(async () => {
    bucket = await openTestBucket(server)
  })
  afterAll(() => bucket.close())

  const opened = (changes = {}) => openS3(settingsOf(server, changes), { ...LOOPBACK, maxAttempts: 1 })

  it('names the bucket that is missing', async () => {
    const failure = { code: 'not_found', message: 'There is no bucket "absent" at 127.0.0.1.' }
    await expect(opened({ bucket: 'absent' }).list()).rejects.toMatchObject(failure)
    await expect(opened({ bucket: 'absent' }).read('a')).rejects.toMatchObject(failure)
    await expect(opened({ bucket: 'absent' }).write('a', Buffer.from('a'))).rejects.toMatchObject(failure)
  })

  // versitygw looks for the bucket of an unknown user first.
  if (server.otherAccessKey)
    it('says that the access key is not known', async () => {
      const message = 'The access key WRON… is not known to 127.0.0.1.'
      const failure = opened({ bucket: bucket.settings.bucket, accessKey: 'WRONGKEY' }).list()
      await expect(failure).rejects.toMatchObject({ code: 'forbidden', message })
    })

  it('says that the secret key is wrong, and carries neither secret nor answer along', async () => {
    const store = opened({ bucket: bucket.settings.bucket, secretKey: 'canary-secret' })
    const failure = await store.list().catch((error) => error)
    expect(failure).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('the secret key does not belong to'),
    })
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/canary-secret|Signature=|IncomingMessage/)
  })

  it('says that nothing answers when the server is stopped', async () => {
    const store = opened({ endPoint: 'http://127.0.0.1:9' })
    await expect(store.list()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/Nothing answers at 127.0.0.1, port 9/),
    })
  })

  it('ends a body with a sentence when the connection breaks in its middle', async () => {
    await bucket.store.write('long', Buffer.alloc(8 * MIB))
    const cutting = await listen(net.createServer((socket) => cutAfter(socket, server.port, 3 * MIB)))
    const store = openS3({ ...bucket.settings, endPoint: cutting.endpoint }, LOOPBACK)
    const { body } = await store.read('long')
    await expect(body.toArray()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('closed the connection'),
    })
    await store.close?.()
    await cutting.close()
  })

  it('ends a body with a sentence when the server falls silent', async () => {
    const stalling = await listen(net.createServer((socket) => cutAfter(socket, server.port, 3 * MIB, false)))
    const store = openS3({ ...bucket.settings, endPoint: stalling.endpoint }, { ...LOOPBACK, idleTimeoutMs: 500 })
    const { body } = await store.read('long')
    await expect(body.toArray()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('in time'),
    })
    await store.close?.()
    await stalling.close()
  })

  it('frees the connection of a body that nobody reads on', async () => {
    const store = openS3(bucket.settings, { ...LOOPBACK, maxSockets: 1 })
    for (let i = 0; i < 3; i++) (await store.read('long')).body.destroy()
    expect(await store.head('long')).toMatchObject({ size: 8 * MIB })
    await store.close?.()
  })

  it('heals a clock that is an hour ahead', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60 * 60_000 })
    const store = openS3(bucket.settings, LOOPBACK)
    await store.write('clock', Buffer.from('a'))
    expect(await text(store.read('clock'))).toBe('a')
    vi.useRealTimers()
  })
}

function cutAfter(socket: net.Socket, port: number, bytes: number, close = true): void {
  const upstream = net.connect(port, '127.0.0.1')
  let passed = 0
  socket.pipe(upstream)
  upstream.on('data', (chunk) => {
    passed += chunk.length
    if (passed < bytes) socket.write(chunk)
    else if (close) socket.destroy()
  })
  for (const end of [socket, upstream]) end.on('error', () => undefined).on('close', () => upstream.destroy())
}

function pattern(length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >> 12)) & 0xff
  return bytes
}

function* chunks(bytes: Buffer): Generator<Buffer> {
  for (let i = 0; i < bytes.length; i += 100_003) yield bytes.subarray(i, i + 100_003)
}

async function buffer(content: Promise<ObjectContent>): Promise<Buffer> {
  const received: Buffer[] = []
  for await (const chunk of (await content).body) received.push(chunk)
  return Buffer.concat(received)
}

async function text(content: Promise<ObjectContent>): Promise<string> {
  return (await buffer(content)).toString()
}
