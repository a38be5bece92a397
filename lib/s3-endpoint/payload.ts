import { type ReceivedRequest, singleHeader } from './received-request'
import { S3Failure } from './s3-failure'
import { EMPTY_HASH, type Signature, UNSIGNED_PAYLOAD } from './sigv4'

/** How the body of a request comes. */
export type Payload = {
  /** SHA-256 in hexadecimal; null where the signature does not cover the body as a whole. */
  hash: string | null
  /** In chunks of its own, each signed or not, with trailers after them or not; null for the bytes as they are. */
  chunks: { signed: boolean; trailers: boolean } | null
  /** Bytes of the content, chunk heads not counted; undefined where nobody says. */
  size: number | undefined
}

const CHUNKED: Readonly<Record<string, Payload['chunks']>> = {
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { signed: true, trailers: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { signed: true, trailers: true },
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { signed: false, trailers: true },
}

/** How the body comes, as the signed headers say. Throws for forms that do not exist. */
export function readPayload(request: ReceivedRequest, { payloadHash }: Signature): Payload {
  const chunks = Object.hasOwn(CHUNKED, payloadHash) ? (CHUNKED[payloadHash] ?? null) : null
  if (chunks) return { hash: null, chunks, size: numberIn(request, 'x-amz-decoded-content-length') }
  const size = numberIn(request, 'content-length')
  if (size === undefined && !request.headers['transfer-encoding'])
    throw new S3Failure('MissingContentLength', 'Say in Content-Length how many bytes the body has.')
  return { hash: hashIn(payloadHash), chunks: null, size }
}

/** Throws unless a request has no body, and its signature says so. */
export function requireNoBody(request: ReceivedRequest, { payloadHash }: Signature): void {
  const length = singleHeader(request, 'content-length') ?? '0'
  if (length !== '0' || request.headers['transfer-encoding'])
    throw new S3Failure('InvalidRequest', 'This request takes no body.')
  const hash = hashIn(payloadHash)
  if (hash !== null && hash !== EMPTY_HASH)
    throw new S3Failure(
      'XAmzContentSHA256Mismatch',
      'x-amz-content-sha256 is not the hash of a request without a body.',
    )
}

function hashIn(payloadHash: string): string | null {
  if (payloadHash === UNSIGNED_PAYLOAD) return null
  if (/^[0-9a-f]{64}$/i.test(payloadHash)) return payloadHash.toLowerCase()
  throw new S3Failure(
    'InvalidArgument',
    `x-amz-content-sha256 must be ${UNSIGNED_PAYLOAD}, a SHA-256 in hexadecimal, or one of ${Object.keys(CHUNKED).join(', ')} where there is a body.`,
  )
}

function numberIn(request: ReceivedRequest, name: string): number | undefined {
  const text = singleHeader(request, name)
  if (text === undefined) return undefined
  if (text === null || !/^\d{1,15}$/.test(text))
    throw new S3Failure('InvalidArgument', `${name} is not a number of bytes.`)
  return Number(text)
}
