import { type ReceivedRequest, singleHeader } from './received-request'
import { partTarget, readQuery } from './request-target'
import { S3Failure } from './s3-failure'
import { ALGORITHM, type Signature, UNSIGNED_PAYLOAD } from './sigv4'

const PART = /^(Credential|SignedHeaders|Signature)=(.+)$/
const MAX_EXPIRES_SECONDS = 7 * 24 * 3600

/**
 * The signature that a request carries, in its Authorization header or in its query. Throws for a request without one, with two,
 * or with one of another kind; says nothing about whether it is right.
 */
export function readSignature(request: ReceivedRequest): Signature {
  const authorization = singleHeader(request, 'authorization')
  const query = queryOf(request)
  const presigned = [...query.keys()].some((name) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature')
  if (authorization === null || (authorization !== undefined && presigned))
    throw new S3Failure('InvalidArgument', 'Only one authorization is allowed: a header, or parameters of the query.')
  if (authorization !== undefined) return fromHeader(request, authorization)
  if (presigned) return fromQuery(query)
  throw new S3Failure('AccessDenied', 'Sign the request: this endpoint answers nobody that it does not know.')
}

function queryOf({ target }: ReceivedRequest): Map<string, string> {
  const pairs = readQuery(partTarget(target).query)
  if (!pairs) throw new S3Failure('InvalidURI', 'The query is not UTF-8.')
  const query = new Map(pairs)
  if (query.size !== pairs.length && [...query.keys()].some((name) => name.startsWith('X-Amz-')))
    throw new S3Failure('AuthorizationQueryParametersError', 'A parameter of the query was sent twice.')
  return query
}

function fromHeader(request: ReceivedRequest, authorization: string): Signature {
  const [kind = '', rest = ''] = authorization.split(/\s+(.*)/s)
  if (kind !== ALGORITHM) throw new S3Failure('InvalidArgument', unknownKind(kind))
  const parts = new Map<string, string>()
  for (const part of rest.split(',')) {
    const [, name, value] = PART.exec(part.trim()) ?? []
    if (!name || !value || parts.has(name)) throw malformed('header', 'its parts are not as they should be')
    parts.set(name, value)
  }
  const payloadHash = singleHeader(request, 'x-amz-content-sha256')
  if (!payloadHash) throw new S3Failure('InvalidRequest', 'The header x-amz-content-sha256 is missing, or there twice.')
  const timestamp = singleHeader(request, 'x-amz-date') ?? fromHttpDate(singleHeader(request, 'date'))
  return checked('header', { parts, timestamp, expiresSeconds: null, payloadHash })
}

function fromQuery(query: Map<string, string>): Signature {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM)
    throw new S3Failure('AuthorizationQueryParametersError', unknownKind(query.get('X-Amz-Algorithm') ?? ''))
  if (query.has('X-Amz-Security-Token')) throw noSessions()
  const expires = query.get('X-Amz-Expires') ?? ''
  const expiresSeconds = /^\d{1,7}$/.test(expires) ? Number(expires) : 0
  if (expiresSeconds < 1 || expiresSeconds > MAX_EXPIRES_SECONDS)
    throw malformed('query', `X-Amz-Expires must be a number from 1 to ${MAX_EXPIRES_SECONDS}`)
  const parts = new Map(
    ['Credential', 'SignedHeaders', 'Signature'].map((name) => [name, query.get(`X-Amz-${name}`) ?? '']),
  )
  const payloadHash = query.get('X-Amz-Content-Sha256') ?? UNSIGNED_PAYLOAD
  return checked('query', { parts, timestamp: query.get('X-Amz-Date') ?? '', expiresSeconds, payloadHash })
}

type Found = Pick<Signature, 'timestamp' | 'expiresSeconds' | 'payloadHash'> & { parts: Map<string, string> }

function checked(place: 'header' | 'query', { parts, timestamp, ...found }: Found): Signature {
  const credential = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(parts.get('Credential') ?? '')
  const [, accessKey = '', day = '', region = '', service, end] = credential ?? []
  if (!credential) throw malformed(place, 'its credential has not the form key/day/region/s3/aws4_request')
  if (service !== 's3' || end !== 'aws4_request') throw malformed(place, 'its credential is for another service')
  if (!/^\d{8}T\d{6}Z$/.test(timestamp)) throw malformed(place, 'it has no date of the form 20260131T235959Z')
  if (!timestamp.startsWith(day)) throw malformed(place, 'its credential is for another day than its date')
  const signature = parts.get('Signature') ?? ''
  if (!/^[0-9a-f]{64}$/.test(signature)) throw malformed(place, 'its signature is not 64 hexadecimal digits')
  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';')
  if (
    !signedHeaders.every((name, at) => /^[a-z0-9!#$%&'*+.^_|~-]+$/.test(name) && name > (signedHeaders[at - 1] ?? ''))
  )
    throw malformed(place, 'its signed headers are not ascending names in lower case')
  return { accessKey, day, region, signedHeaders, signature, timestamp, ...found }
}

/** The Date header of HTTP in the form of x-amz-date; '' when there is none. */
function fromHttpDate(date: string | undefined | null): string {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? '' : new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

/** The credentials of this server have no session token: one that comes along belongs to another service. */
export function noSessions(): S3Failure {
  return new S3Failure('InvalidToken', 'The session token belongs to another service. Leave it out.')
}

function unknownKind(kind: string): string {
  return `The authorization ${JSON.stringify(kind.slice(0, 40))} is not supported. Use ${ALGORITHM}.`
}

function malformed(place: 'header' | 'query', why: string): S3Failure {
  return place === 'header'
    ? new S3Failure('AuthorizationHeaderMalformed', `The authorization header is malformed: ${why}.`)
    : new S3Failure('AuthorizationQueryParametersError', `The authorization in the query is malformed: ${why}.`)
}
