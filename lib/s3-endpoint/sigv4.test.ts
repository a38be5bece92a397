import { describe, expect, it } from 'vitest'
import { readSignature } from './read-signature'
import type { ReceivedRequest } from './received-request'
import { EMPTY_HASH, isSignedWith } from './sigv4'

// The examples of Amazon's documentation of Signature Version 4 for S3, "Authorization Header" and "Query Parameters".
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
const HOST = { host: ['examplebucket.s3.amazonaws.com'] }

type Example = { method?: string; target: string; headers?: Record<string, string>; signed: string; signature: string }

function received({ method = 'GET', target, headers = {}, signed, signature }: Example): ReceivedRequest {
  const given: Record<string, string> = {
    'x-amz-content-sha256': EMPTY_HASH,
    'x-amz-date': '20130524T000000Z',
    ...headers,
  }
  const authorization = `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=${signed},Signature=${signature}`
  const all = Object.entries({ ...given, authorization }).map(([name, value]): [string, string[]] => [name, [value]])
  return { method, target, headers: { ...HOST, ...Object.fromEntries(all) } }
}

const examples: Record<string, Example> = {
  'GET Object': {
    target: '/test.txt',
    headers: { range: 'bytes=0-9' },
    signed: 'host;range;x-amz-content-sha256;x-amz-date',
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  'PUT Object': {
    method: 'PUT',
    target: '/test$file.text',
    headers: {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    },
    signed: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  'GET Bucket Lifecycle': {
    target: '/?lifecycle',
    signed: 'host;x-amz-content-sha256;x-amz-date',
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  'GET Bucket (List Objects)': {
    target: '/?max-keys=2&prefix=J',
    signed: 'host;x-amz-content-sha256;x-amz-date',
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
}

const signs = (request: ReceivedRequest, secret = SECRET) => isSignedWith(secret, request, readSignature(request))

describe.each(Object.entries(examples))('the published example %s', (_name, example) => {
  it('is signed with its secret', () => expect(signs(received(example))).toBe(true))

  it('is not signed with another secret', () => expect(signs(received(example), 'another')).toBe(false))

  it.each<[string, Partial<Example>]>([
    ['method', { method: 'DELETE' }],
    ['path', { target: `/other${example.target}` }],
    ['query', { target: `${example.target}${example.target.includes('?') ? '&' : '?'}acl=` }],
    ['signature', { signature: example.signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }],
  ])('is not signed once its %s is another', (_part, change) => {
    expect(signs(received({ ...example, ...change }))).toBe(false)
  })

  it('is not signed once a signed header is another', () => {
    const headers = { ...example.headers, 'x-amz-date': '20130524T000001Z' }
    expect(signs(received({ ...example, headers }))).toBe(false)
  })
})

describe('the published example of an address that was signed in advance', () => {
  const query = (signature: string) =>
    `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(CREDENTIAL)}&X-Amz-Date=20130524T000000Z` +
    `&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`
  const right = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'
  const request = (target: string): ReceivedRequest => ({ method: 'GET', target, headers: HOST })

  it('is signed with its secret', () => expect(signs(request(`/test.txt?${query(right)}`))).toBe(true))

  it('is not signed for longer', () =>
    expect(signs(request(`/test.txt?${query(right).replace('86400', '86401')}`))).toBe(false))

  it('is not signed for another object', () => expect(signs(request(`/test.txt2?${query(right)}`))).toBe(false))
})
