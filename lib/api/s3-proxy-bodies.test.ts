import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { crc, md5, type S3Endpoint, sha256, startS3Endpoint, tokenOf } from '@/lib/testing/s3-endpoint'
import { hmac, type RawRequest, type Signed, signedRequest } from '@/lib/testing/signed-request'

let endpoint: S3Endpoint

beforeAll(async () => {
  endpoint = await startS3Endpoint()
})
afterAll(() => endpoint.api.close())

describe('a body', () => {
  beforeEach(() => endpoint.api.store.write('body.txt', Buffer.from('before')).then(() => {}))

  const refused = async (request: Partial<RawRequest>, code: string) => {
    const { status, body } = await endpoint.rawPut('body.txt', request)
    expect(body.toString()).toContain(`<Code>${code}</Code>`)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(await endpoint.stored('body.txt')).toBe('before')
  }

  it.each<[string, Partial<RawRequest>, string]>([
    ['another hash', { body: 'other', payloadHash: sha256('body') }, 'XAmzContentSHA256Mismatch'],
    [
      'another MD5',
      { body: 'other', payloadHash: sha256('other'), headers: { 'content-md5': md5('body') } },
      'BadDigest',
    ],
    [
      'an MD5 that is none',
      { body: 'x', payloadHash: sha256('x'), headers: { 'content-md5': 'AAAA' } },
      'InvalidDigest',
    ],
    [
      'a checksum that is none',
      { body: 'x', payloadHash: sha256('x'), headers: { 'x-amz-checksum-crc32': 'AAAA' } },
      'InvalidRequest',
    ],
    [
      'two checksums',
      {
        ...{ body: 'x', payloadHash: sha256('x') },
        headers: { 'x-amz-checksum-crc32': crc('x'), 'x-amz-checksum-sha1': 'AAAA' },
      },
      'InvalidRequest',
    ],
    ['an unknown form', { body: 'x', payloadHash: 'STREAMING-PAYLOAD' }, 'InvalidArgument'],
  ])('with %s is refused, and what was there stays', async (_what, request, code) => refused(request, code))

  it('of unknown length is taken in HTTP’s own chunks', async () => {
    const headers = { 'transfer-encoding': 'chunked' }
    expect((await endpoint.rawPut('chunked.txt', { body: 'abc', payloadHash: sha256('abc'), headers })).status).toBe(
      200,
    )
    expect(await endpoint.stored('chunked.txt')).toBe('abc')
  })

  it('may be empty', async () => {
    expect((await endpoint.rawPut('empty.txt', { headers: { 'content-length': '0' } })).status).toBe(200)
    expect((await endpoint.api.store.head('empty.txt'))?.size).toBe(0)
  })

  const trailing = (sent: string, trailer: string): Partial<RawRequest> => ({
    payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    headers: { 'x-amz-trailer': 'x-amz-checksum-crc32', 'x-amz-decoded-content-length': '4' },
    body: `${sent.length.toString(16)}\r\n${sent}\r\n0\r\n${trailer}\r\n\r\n`,
  })

  it('may tell its checksum at its end', async () => {
    expect((await endpoint.rawPut('trailer.txt', trailing('body', `x-amz-checksum-crc32:${crc('body')}`))).status).toBe(
      200,
    )
    expect(await endpoint.stored('trailer.txt')).toBe('body')
  })

  it.each<[string, Partial<RawRequest>, string]>([
    ['another checksum', trailing('body', `x-amz-checksum-crc32:${crc('other')}`), 'BadDigest'],
    ['none', trailing('body', 'x-amz-checksum-sha1:AAAA'), 'MalformedTrailerError'],
    ['one that is none', trailing('body', 'x-amz-checksum-crc32:AAAA'), 'InvalidRequest'],
    ['another length', trailing('bodies', `x-amz-checksum-crc32:${crc('bodies')}`), 'IncompleteBody'],
  ])('that ends with %s is refused', async (_what, request, code) => refused(request, code))

  const EMPTY = sha256('')
  /** Chunks as clients sign them one after the other, and their trailer. */
  const signedChunks =
    (content: string, { sign = content, trailer = '' } = {}) =>
    (signed: Signed) => {
      let previous = signed.signature
      const next = (kind: string, rest: string) => {
        previous = hmac(
          signed.key,
          `AWS4-HMAC-SHA256-${kind}\n${signed.timestamp}\n${signed.scope}\n${previous}\n${rest}`,
        )
        return previous
      }
      const first = `${content.length.toString(16)};chunk-signature=${next('PAYLOAD', `${EMPTY}\n${sha256(sign)}`)}\r\n${content}\r\n`
      const last = `0;chunk-signature=${next('PAYLOAD', `${EMPTY}\n${EMPTY}`)}\r\n`
      if (trailer === '') return `${first}${last}\r\n`
      return `${first}${last}${trailer}\r\nx-amz-trailer-signature:${next('TRAILER', sha256(`${trailer}\n`))}\r\n\r\n`
    }

  it('may come in signed chunks, with a trailer or without', async () => {
    const headers = { 'x-amz-decoded-content-length': '4', 'content-encoding': 'gzip,aws-chunked' }
    const payloadHash = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'
    expect((await endpoint.rawPut('signed.txt', { payloadHash, headers, body: signedChunks('body') })).status).toBe(200)
    expect(await endpoint.api.store.head('signed.txt')).toMatchObject({ size: 4, contentEncoding: 'gzip' })
    const trailer = `x-amz-checksum-crc32:${crc('body')}`
    const trailed = { ...headers, 'x-amz-trailer': 'x-amz-checksum-crc32' }
    const body = signedChunks('body', { trailer })
    expect(
      (await endpoint.rawPut('signed.txt', { payloadHash: `${payloadHash}-TRAILER`, headers: trailed, body })).status,
    ).toBe(200)
    await refused({ payloadHash, headers, body: signedChunks('body', { sign: 'evil' }) }, 'SignatureDoesNotMatch')
  })
})

describe('a client that asks before it sends', () => {
  const body = 'x'.repeat(1000)
  const expecting = { headers: { expect: '100-continue', 'content-length': '1000' }, payloadHash: sha256(body), body }

  it('is told to go on', async () => {
    const { status, continued } = await endpoint.rawPut('asked.txt', expecting)
    expect([status, continued]).toEqual([200, true])
    expect((await endpoint.api.store.head('asked.txt'))?.size).toBe(1000)
  })

  it('is not told where it may not write, signed wrongly, or says what cannot be', async () => {
    const readOnly = await tokenOf(endpoint.grace, { readOnly: true })
    const path = '/api/w/lab/s3_proxy/_default_/asked.txt'
    const answers = [
      await signedRequest(endpoint.api.endpoint, readOnly, { ...expecting, method: 'PUT', path }),
      await signedRequest(endpoint.api.endpoint, `${endpoint.token.slice(0, -3)}abc`, {
        ...expecting,
        method: 'PUT',
        path,
      }),
      await endpoint.rawPut('asked.txt', { ...expecting, headers: { ...expecting.headers, 'content-md5': 'x' } }),
    ]
    expect(answers.map(({ status, continued }) => [status, continued])).toEqual([
      [403, false],
      [403, false],
      [400, false],
    ])
    expect(answers.map(({ headers }) => headers.connection)).toEqual(['close', 'close', 'close'])
  })
})
