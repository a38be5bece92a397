import { GetObjectCommand, HeadObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { updateUser } from '@/lib/people/update-user'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { testContext, testPerson } from '@/lib/testing/context'
import { presignedUrl, signedRequest } from '@/lib/testing/signed-request'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'
import { createToken } from '@/lib/tokens/create-token'
import { type CreateToken, createTokenSchema } from '@/lib/tokens/schema'

let api: StorageApi
let grace: Context
let client: S3Client

beforeAll(async () => {
  api = await startStorageApi()
  grace = await testContext({ username: 'grace', role: 'admin' })
  client = await clientOf(grace)
  await api.store.write('ten.txt', Buffer.from('0123456789'), { contentType: 'text/plain' })
  await api.store.write('inside/in.txt', Buffer.from('in'))
})
afterAll(() => api.close())

/** Amazon's own SDK with a new token of that person as its keys. */
async function clientOf(ctx: Context, limits: Partial<CreateToken> = {}): Promise<S3Client> {
  const { token } = await createToken(ctx, createTokenSchema.parse({ label: 'sdk', expiresAt: null, ...limits }))
  const dot = token.lastIndexOf('.')
  return clientWith({ accessKeyId: token.slice(0, dot), secretAccessKey: token.slice(dot + 1) })
}

function clientWith(credentials: { accessKeyId: string; secretAccessKey: string }, more = {}): S3Client {
  const endpoint = `${api.endpoint}/api/w/lab/s3_proxy`
  return new S3Client({ endpoint, region: 'auto', forcePathStyle: true, credentials, maxAttempts: 1, ...more })
}

const get = (Key: string, by = client, more = {}) =>
  by.send(new GetObjectCommand({ Bucket: '_default_', Key, ...more }))

/** Status and code of a refusal. */
async function refused(sent: Promise<unknown>): Promise<[number | undefined, string]> {
  const error = await sent.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof S3ServiceException)) throw new Error('It was not refused', { cause: error })
  return [error.$metadata.httpStatusCode, error.name]
}

describe('every key', () => {
  it.each(hostileKeys)('%s is read under its own name', async (_name, key) => {
    await api.store.write(key, Buffer.from(`content of ${key}`))
    const { Body, ContentLength } = await get(key)
    expect(await Body?.transformToString()).toBe(`content of ${key}`)
    expect(ContentLength).toBe(Buffer.byteLength(`content of ${key}`))
  })
})

describe('a signed request', () => {
  it('reads a range', async () => {
    const { Body, ContentRange } = await get('ten.txt', client, { Range: 'bytes=2-4' })
    expect([await Body?.transformToString(), ContentRange]).toEqual(['234', 'bytes 2-4/10'])
  })

  it('asks for the head', async () => {
    const head = await client.send(new HeadObjectCommand({ Bucket: '_default_', Key: 'ten.txt' }))
    expect(head).toMatchObject({ ContentLength: 10, ContentType: 'text/plain' })
    expect(head.ETag).toMatch(/^".+"$/)
  })

  it('asks only for what has changed', async () => {
    const { ETag } = await get('ten.txt')
    const { $metadata } = await get('ten.txt', client, { IfNoneMatch: ETag }).catch((error) => error)
    expect($metadata.httpStatusCode).toBe(304)
    expect(await refused(get('ten.txt', client, { IfMatch: '"other"' }))).toEqual([412, 'PreconditionFailed'])
  })

  it.each<[string, () => Promise<unknown>, number, string]>([
    ['an object that is not there', () => get('missing.txt'), 404, 'NoSuchKey'],
    [
      'a bucket that is not there',
      () => client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'x' })),
      404,
      'NoSuchBucket',
    ],
    ['a range beyond the end', () => get('ten.txt', client, { Range: 'bytes=10-' }), 416, 'InvalidRange'],
    ['a key that is too long', () => get('x'.repeat(1025)), 400, 'KeyTooLongError'],
    ['what is not implemented', () => get('ten.txt', client, { VersionId: 'x' }), 501, 'NotImplemented'],
  ])('is told of %s in the words of S3', async (_what, ask, status, code) => {
    expect(await refused(ask())).toEqual([status, code])
  })

  it('is refused with another secret, an unknown key, and a clock that is wrong', async () => {
    const { token } = await createToken(grace, createTokenSchema.parse({ label: 'wrong', expiresAt: null }))
    const id = token.slice(0, token.lastIndexOf('.'))
    const right = { accessKeyId: id, secretAccessKey: token.slice(id.length + 1) }
    expect(await refused(get('ten.txt', clientWith({ ...right, secretAccessKey: 'x' })))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ])
    expect(await refused(get('ten.txt', clientWith({ ...right, accessKeyId: 'x' })))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ])
    const late = clientWith(right, { systemClockOffset: -10 * 60_000 })
    expect(await refused(get('ten.txt', late))).toEqual([403, 'RequestTimeTooSkewed'])
    expect((await get('ten.txt', clientWith(right))).ContentLength).toBe(10)
  })

  it('has the limits of its token', async () => {
    const inside = await clientOf(grace, { workspaceId: 'lab', storage: '_default_', prefix: 'inside/' })
    expect((await get('inside/in.txt', inside)).ContentLength).toBe(2)
    expect(await refused(get('ten.txt', inside))).toEqual([403, 'AccessDenied'])
    const elsewhere = await clientOf(grace, { workspaceId: 'lab', storage: 'elsewhere' })
    expect(await refused(get('ten.txt', elsewhere))).toEqual([404, 'NoSuchBucket'])
    const another = await clientOf(await testContext({ workspace: 'other', username: 'otto' }))
    expect(await refused(get('ten.txt', another))).toEqual([404, 'NoSuchBucket'])
  })

  it('ends with the person', async () => {
    const mallory = await testContext({ username: 'mallory' })
    const theirs = await clientOf(mallory)
    expect((await get('ten.txt', theirs)).ContentLength).toBe(10)
    const root = await testPerson({ username: 'root', superadmin: true })
    await updateUser(root, { userId: mallory.person.id, disabled: true })
    expect(await refused(get('ten.txt', theirs))).toEqual([403, 'InvalidAccessKeyId'])
  })
})

describe('an address that was signed in advance', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )

  async function open(key: string, query = '') {
    const { token } = await createToken(grace, createTokenSchema.parse({ label: 'link', expiresAt: null }))
    return fetch(presignedUrl(api.endpoint, token, `/api/w/lab/s3_proxy/_default_/${key}`, { query }))
  }

  it.each(['', 'response-content-disposition=inline'])('never shows a page in the browser (%s)', async (query) => {
    await api.store.write('page.html', Buffer.from('<script>alert(1)</script>'), {
      contentType: 'text/html',
      contentDisposition: 'inline',
    })
    const { headers } = await open('page.html', query)
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('shows a picture as what it is, whatever it was stored as', async () => {
    await api.store.write('picture.bin', PNG, { contentType: 'text/html' })
    const shown = await open('picture.bin', 'response-content-disposition=inline')
    expect([shown.headers.get('content-disposition'), shown.headers.get('content-type')]).toEqual([
      'inline',
      'image/png',
    ])
    expect((await open('picture.bin')).headers.get('content-disposition')).toBe('attachment')
  })

  // What a browser makes of a header is in RFC 6266: the first word decides, whatever comes behind it.
  it.each([
    ['attachment; filename="ü.html"', 'attachment; filename="ü.html"'],
    ['inline; filename="ü.html"', 'attachment; filename="ü.html"'],
    ['INLINE', 'attachment'],
    [' inline ; filename=a', 'attachment ; filename=a'],
    ['inline, attachment', 'attachment'],
    ['"inline"', 'attachment'],
    ['; filename=a', 'attachment; filename=a'],
    ['form-data; name="x"', 'attachment; name="x"'],
    ['inline;attachment', 'attachment;attachment'],
    ['x\u000d\u000aset-cookie: a=b', 'attachment'],
  ])('answers %j for a page with %j', async (asked, disposition) => {
    await api.store.write('page.html', Buffer.from('<script>alert(1)</script>'), { contentType: 'text/html' })
    const { headers } = await open('page.html', `response-content-disposition=${strictly(asked)}`)
    expect(Buffer.from(headers.get('content-disposition') ?? '', 'latin1').toString()).toBe(disposition)
    expect(headers.get('set-cookie')).toBeNull()
  })

  const strictly = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

  it('names headers of its answer', async () => {
    const query = 'response-cache-control=no-store&response-content-disposition=attachment%3B%20filename%3D%22a.txt%22'
    const { headers } = await open('ten.txt', query)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-disposition')).toBe('attachment; filename="a.txt"')
  })
})

it('a request without a signature is refused, whoever sends it', async () => {
  const address = `${api.endpoint}/api/w/lab/s3_proxy/_default_/ten.txt`
  const { token } = await createToken(grace, createTokenSchema.parse({ label: 'bearer', expiresAt: null }))
  for (const [headers, code] of [
    [{}, 'AccessDenied'],
    [{ cookie: api.cookie }, 'AccessDenied'],
    [{ authorization: `Bearer ${token}` }, 'InvalidArgument'],
  ] as const) {
    const response = await fetch(address, { headers })
    const text = await response.text()
    expect(text).toContain(`<Code>${code}</Code>`)
    expect([response.ok, text.includes('0123')]).toEqual([false, false])
  }
})

describe('CVE-2026-42882: what is allowed and what is read is one key, decoded once', () => {
  it.each([
    'inside/../ten.txt',
    'inside/%2e%2e/ten.txt',
    'inside%2f..%2ften.txt',
    'inside/%252e%252e/ten.txt',
    '%74en.txt',
    'inside%2f%2e%2e%2ften.txt',
    'inside/..%5cten.txt',
    'INSIDE/in.txt',
    './inside/in.txt',
  ])('%s does not lead out of what a token is for', async (path) => {
    const limits = { workspaceId: 'lab', storage: '_default_', prefix: 'inside/' }
    const { token } = await createToken(grace, createTokenSchema.parse({ label: 'raw', expiresAt: null, ...limits }))
    const { status, body } = await signedRequest(api.endpoint, token, { path: `/api/w/lab/s3_proxy/_default_/${path}` })
    expect([403, 404]).toContain(status)
    expect(body.toString()).toMatch(/<Code>(AccessDenied|NoSuchKey)</)
  })

  it('a path is understood however much of it is encoded', async () => {
    const { token } = await createToken(grace, createTokenSchema.parse({ label: 'raw', expiresAt: null }))
    for (const path of ['inside/in.txt', 'inside%2Fin.txt', '%69nside/in.txt']) {
      const { status, body } = await signedRequest(api.endpoint, token, {
        path: `/api/w/lab/s3_proxy/_default_/${path}`,
      })
      expect([status, body.toString()]).toEqual([200, 'in'])
    }
  })
})
