import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ReceivedRequest } from './received-request'
import { decodeOnce, encodePath, encodeStrictly, partTarget, readQuery } from './request-target'

export const ALGORITHM = 'AWS4-HMAC-SHA256'
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD'
/** SHA-256 of no bytes at all. */
export const EMPTY_HASH = createHash('sha256').digest('hex')

/** A signature of AWS Signature Version 4 as a request carries it. */
export type Signature = {
  accessKey: string
  /** Day and region that the signing key was made for; the service is always S3. */
  day: string
  region: string
  /** Names in lower case, ascending. */
  signedHeaders: string[]
  /** 64 hexadecimal digits. */
  signature: string
  /** `YYYYMMDDTHHMMSSZ`. */
  timestamp: string
  /** Seconds, of an address that was signed in advance; null for a signature in the headers. */
  expiresSeconds: number | null
  payloadHash: string
}

/**
 * Whether the secret made this signature of this request. Path and query count as they were sent, encoded anew as AWS does it; a
 * client that signs its path as it sends it is understood too.
 */
export function isSignedWith(secret: string, request: ReceivedRequest, signature: Signature): boolean {
  const given = Buffer.from(signature.signature, 'hex')
  return canonicalPaths(request.target).some((path) => {
    const made = signatureOf(secret, canonicalRequest(path, request, signature), signature)
    return given.length === made.length && timingSafeEqual(given, made)
  })
}

function canonicalPaths(target: string): string[] {
  const { path } = partTarget(target)
  const decoded = decodeOnce(path)
  return decoded === null ? [path] : [...new Set([encodePath(decoded), path])]
}

function canonicalRequest(path: string, { method, target, headers }: ReceivedRequest, signature: Signature): string {
  const { signedHeaders, payloadHash } = signature
  const lines = signedHeaders.map((name) => `${name}:${canonicalValue(headers[name])}\n`)
  return [method, path, canonicalQuery(target), lines.join(''), signedHeaders.join(';'), payloadHash].join('\n')
}

function canonicalValue(values: readonly string[] = []): string {
  return values.map((value) => value.trim().replaceAll(/ +/g, ' ')).join(',')
}

function canonicalQuery(target: string): string {
  const pairs = readQuery(partTarget(target).query) ?? []
  return pairs
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`)
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair])
    .sort(([name, pair], [other, otherPair]) => inOrder(name, other) || inOrder(pair, otherPair))
    .map(([, pair]) => pair)
    .join('&')
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function signatureOf(secret: string, canonical: string, { timestamp, day, region }: Signature): Buffer {
  const scope = `${day}/${region}/s3/aws4_request`
  const digest = createHash('sha256').update(canonical, 'utf8').digest('hex')
  return hmac(signingKey(secret, { day, region }), [ALGORITHM, timestamp, scope, digest].join('\n'))
}

/** Signs the chunks of one body, each over the one before; the first over the request itself. */
export function chunkSigner(secret: string, { timestamp, day, region, signature }: Signature) {
  const key = signingKey(secret, { day, region })
  const head = [timestamp, `${day}/${region}/s3/aws4_request`].join('\n')
  let previous = signature
  const next = (kind: string, rest: string[], given: string): boolean => {
    const made = hmac(key, [`${ALGORITHM}-${kind}`, head, previous, ...rest].join('\n'))
    previous = made.toString('hex')
    const sent = Buffer.from(given, 'hex')
    return sent.length === made.length && timingSafeEqual(sent, made)
  }
  return {
    /** Whether the next chunk, of this SHA-256, was signed so. */
    isChunk: (hash: string, given: string) => next('PAYLOAD', [EMPTY_HASH, hash], given),
    /** The same for the trailers, which come last. */
    isTrailer: (hash: string, given: string) => next('TRAILER', [hash], given),
  }
}
export type ChunkSigner = ReturnType<typeof chunkSigner>

/** The key that a secret signs with on one day in one region: for requests, and for the chunks of a body. */
export function signingKey(secret: string, { day, region }: Pick<Signature, 'day' | 'region'>): Buffer {
  return [day, region, 's3', 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${secret}`, 'utf8'))
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest()
}
