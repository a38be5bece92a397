import { describe, expect, it } from 'vitest'
import { decodeChunks } from './aws-chunked'
import { S3Failure } from './s3-failure'
import { chunkSigner } from './sigv4'

// The example of Amazon's documentation of Signature Version 4, "Transferring Payload in Multiple Chunks": 65 KiB of the letter a.
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const SEED = {
  ...{ accessKey: 'AKIAIOSFODNN7EXAMPLE', day: '20130524', region: 'us-east-1', timestamp: '20130524T000000Z' },
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  ...{ signedHeaders: [], expiresSeconds: null, payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
}
const SIGNATURES = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
]

const chunk = (size: number, signature = '', filler = 'a') =>
  `${size.toString(16)}${signature && `;chunk-signature=${signature}`}\r\n${filler.repeat(size)}\r\n`
const published = [chunk(65536, SIGNATURES[0]), chunk(1024, SIGNATURES[1]), chunk(0, SIGNATURES[2])].join('')

type How = { pieces?: number; signed?: boolean; trailers?: Map<string, string> }

/** What comes out of a body, or the code that it is refused with. */
async function decode(body: string, { pieces = 1000, signed = true, trailers }: How = {}): Promise<string> {
  async function* source() {
    const bytes = Buffer.from(body)
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces)
  }
  const signer = signed ? chunkSigner(SECRET, SEED) : null
  const found: Buffer[] = []
  try {
    for await (const piece of decodeChunks(source(), { signer, trailers: trailers ? { into: trailers } : null }))
      found.push(piece)
    return Buffer.concat(found).toString()
  } catch (error) {
    if (error instanceof S3Failure) return error.code
    throw error
  }
}

describe('the published example', () => {
  it.each([1, 7, 1000, 100_000])('is decoded and verified, %i bytes at a time', async (pieces) => {
    expect(await decode(published, { pieces })).toBe('a'.repeat(65536 + 1024))
  })

  it.each<[string, string, string]>([
    ['another byte', published.replace('aaaa', 'aaab'), 'SignatureDoesNotMatch'],
    ['chunks in another order', chunk(1024, SIGNATURES[1]) + chunk(0, SIGNATURES[2]), 'SignatureDoesNotMatch'],
    ['no signature', published.replace(`;chunk-signature=${SIGNATURES[0]}`, ''), 'SignatureDoesNotMatch'],
    ['no end', published.slice(0, 66_000), 'IncompleteBody'],
    ['no last chunk', chunk(65536, SIGNATURES[0]) + chunk(1024, SIGNATURES[1]), 'IncompleteBody'],
    ['more after its end', `${published}x`, 'IncompleteBody'],
    ['a length that is none', published.replace(/^10000/, '1g000'), 'IncompleteBody'],
    ['a negative length', published.replace(/^10000/, '-1'), 'IncompleteBody'],
    ['a line without end', 'a'.repeat(100_000), 'IncompleteBody'],
    ['a body of another kind', '{"not": "chunks"}', 'IncompleteBody'],
  ])('with %s is refused', async (_what, body, code) => expect(await decode(body)).toBe(code))
})

describe('a body without signatures', () => {
  const body = `${chunk(3)}${chunk(2)}0\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n`

  it('is decoded with its trailer', async () => {
    const trailers = new Map<string, string>()
    expect(await decode(body, { signed: false, trailers, pieces: 1 })).toBe('aaaaa')
    expect([...trailers]).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']])
  })

  it.each<[string, string, string]>([
    ['no end of its trailer', body.slice(0, -2), 'IncompleteBody'],
    ['a trailer twice', body.replace('\r\n\r\n', '\r\nx-amz-checksum-crc32:BBBBBA==\r\n\r\n'), 'MalformedTrailerError'],
    ['a trailer that is none', body.replace('crc32:', 'crc32'), 'MalformedTrailerError'],
    ['a trailer without end', body.replace('AAAAAA==', 'A'.repeat(10_000)), 'IncompleteBody'],
  ])('with %s is refused', async (_what, sent, code) => {
    expect(await decode(sent, { signed: false, trailers: new Map() })).toBe(code)
  })
})
