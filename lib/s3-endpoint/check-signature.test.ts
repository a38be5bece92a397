import { describe, expect, it } from 'vitest'
import { checkSignature } from './check-signature'
import { requireNoBody } from './payload'
import { readSignature } from './read-signature'
import type { ReceivedRequest } from './received-request'
import { S3Failure } from './s3-failure'
import { EMPTY_HASH } from './sigv4'

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const SIGNED_AT = new Date('2013-05-24T00:00:00Z')
const minutes = (count: number) => new Date(SIGNED_AT.getTime() + count * 60_000)

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
  'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
  'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'
const PRESIGNED =
  '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
  '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
  '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
  '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'

type Change = { target?: string; headers?: Record<string, string | string[]>; now?: Date }

/** The code that Amazon's example GET Object is refused with after a change; 'right' when it is not. */
function judge({ target = '/test.txt', headers = {}, now = SIGNED_AT }: Change = {}): string {
  const given: Record<string, string | string[]> = {
    ...{ host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9', authorization: AUTHORIZATION },
    ...{ 'x-amz-content-sha256': EMPTY_HASH, 'x-amz-date': '20130524T000000Z' },
    ...headers,
  }
  return judgeExactly({ method: 'GET', target, headers: asLists(given) }, now)
}

function judgePresigned({ target = PRESIGNED, headers = {}, now = SIGNED_AT }: Change = {}): string {
  return judgeExactly(
    { method: 'GET', target, headers: asLists({ host: 'examplebucket.s3.amazonaws.com', ...headers }) },
    now,
  )
}

function judgeExactly(request: ReceivedRequest, now: Date): string {
  try {
    const signature = readSignature(request)
    requireNoBody(request, signature)
    checkSignature(request, { signature, secret: SECRET, now })
    return 'right'
  } catch (error) {
    if (error instanceof S3Failure) return error.code
    throw error
  }
}

function asLists(headers: Record<string, string | string[]>): Record<string, string[]> {
  const sent = Object.entries(headers).filter(([, value]) => value !== '')
  return Object.fromEntries(sent.map(([name, value]) => [name, [value].flat()]))
}

describe('CVE-2025-68671: the date of a signature counts', () => {
  it.each<[number, string]>([
    [0, 'right'],
    [5, 'right'],
    [-5, 'right'],
    [5.1, 'RequestTimeTooSkewed'],
    [-5.1, 'RequestTimeTooSkewed'],
    [60 * 24 * 365, 'RequestTimeTooSkewed'],
  ])('%f minutes later it is %s', (later, verdict) => expect(judge({ now: minutes(later) })).toBe(verdict))

  it.each<[number, string]>([
    [0, 'right'],
    [24 * 60, 'right'],
    [24 * 60 + 1, 'AccessDenied'],
    [-5.1, 'RequestTimeTooSkewed'],
  ])('an address signed for a day is %s after %f minutes', (later, verdict) =>
    expect(judgePresigned({ now: minutes(later) })).toBe(verdict),
  )

  it('a day that does not exist is refused', () => {
    const headers = { 'x-amz-date': '20130532T000000Z', authorization: AUTHORIZATION.replace('0524', '0532') }
    expect(judge({ headers })).toBe('AccessDenied')
  })
})

describe('GHSA-3rh2-v3gr-35p9: unknown kinds of payloads and authorizations are refused', () => {
  it.each<[string, string]>([
    ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'InvalidArgument'],
    ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'InvalidArgument'],
    ['UNSIGNED', 'InvalidArgument'],
    ['unsigned-payload', 'InvalidArgument'],
    ['', 'InvalidRequest'],
    ['0'.repeat(64), 'XAmzContentSHA256Mismatch'],
  ])('x-amz-content-sha256 %j', (hash, code) => {
    expect(judge({ headers: { 'x-amz-content-sha256': hash } })).toBe(code)
  })

  it.each<[string, string]>([
    ['AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=', 'InvalidArgument'],
    [AUTHORIZATION.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'), 'InvalidArgument'],
    [AUTHORIZATION.replace('AWS4-HMAC-SHA256', 'aws4-hmac-sha256'), 'InvalidArgument'],
    ['Bearer abc.def', 'InvalidArgument'],
    ['Basic YTpi', 'InvalidArgument'],
    ['AWS4-HMAC-SHA256', 'AuthorizationHeaderMalformed'],
    [AUTHORIZATION.replace('/s3/', '/sts/'), 'AuthorizationHeaderMalformed'],
    [AUTHORIZATION.replace('20130524', '20130525'), 'AuthorizationHeaderMalformed'],
    [`${AUTHORIZATION},Signature=00`, 'AuthorizationHeaderMalformed'],
    [AUTHORIZATION.replace('host;range;', 'range;host;'), 'AuthorizationHeaderMalformed'],
    [AUTHORIZATION.replace('host;range;', 'range;'), 'AccessDenied'],
    ['', 'AccessDenied'],
  ])('the authorization %j', (authorization, code) => expect(judge({ headers: { authorization } })).toBe(code))

  it.each<[string, Record<string, string | string[]>, string]>([
    ['two authorizations', { authorization: [AUTHORIZATION, AUTHORIZATION] }, 'InvalidArgument'],
    ['a header that nobody signed', { 'x-amz-meta-injected': 'yes' }, 'AccessDenied'],
    ['a session token', { 'x-amz-security-token': 'x' }, 'InvalidToken'],
    ['a body', { 'content-length': '3' }, 'InvalidRequest'],
    ['a body of unknown length', { 'transfer-encoding': 'chunked' }, 'InvalidRequest'],
    ['a signed header sent twice', { range: ['bytes=0-9', 'bytes=0-9'] }, 'SignatureDoesNotMatch'],
    ['another host', { host: 'other.s3.amazonaws.com' }, 'SignatureDoesNotMatch'],
  ])('%s', (_what, headers, code) => expect(judge({ headers })).toBe(code))

  it('a signature in the header and another in the query', () =>
    expect(judge({ target: PRESIGNED })).toBe('InvalidArgument'))

  it.each<[string, string]>([
    [PRESIGNED.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'), 'AuthorizationQueryParametersError'],
    [PRESIGNED.replace('X-Amz-Algorithm=AWS4-HMAC-SHA256&', ''), 'AuthorizationQueryParametersError'],
    [PRESIGNED.replace('86400', '604801'), 'AuthorizationQueryParametersError'],
    [PRESIGNED.replace('86400', '-1'), 'AuthorizationQueryParametersError'],
    [`${PRESIGNED}&X-Amz-Expires=1`, 'AuthorizationQueryParametersError'],
    [`${PRESIGNED}&X-Amz-Security-Token=x`, 'InvalidToken'],
    [`${PRESIGNED}&acl`, 'SignatureDoesNotMatch'],
    [PRESIGNED.replace('SignedHeaders=host', 'SignedHeaders='), 'AuthorizationQueryParametersError'],
  ])('the address %s', (target, code) => expect(judgePresigned({ target })).toBe(code))
})

it('takes the host of the public address for the one that a proxy asks under', () => {
  const headers = asLists({
    ...{ host: '10.0.0.5:3000', range: 'bytes=0-9', authorization: AUTHORIZATION },
    ...{ 'x-amz-content-sha256': EMPTY_HASH, 'x-amz-date': '20130524T000000Z' },
  })
  const request = { method: 'GET', target: '/test.txt', headers }
  const check = (publicHost: string) => () =>
    checkSignature(request, { signature: readSignature(request), secret: SECRET, now: SIGNED_AT, publicHost })
  expect(check('examplebucket.s3.amazonaws.com')).not.toThrow()
  expect(check('files.example.com')).toThrow('The signature is not the one')
})
