import {
  CHECKSUM_HEADER,
  type ChecksumAlgorithm,
  checksumAlgorithms,
  fromBase64,
  isChecksumAlgorithm,
} from './checksums'
import type { Payload } from './payload'
import { type ReceivedRequest, singleHeader } from './received-request'
import { S3Failure } from './s3-failure'

const MD5_BYTES = 16

/** What the content of a body must be, as its sender says beside the signature. */
export type BodyChecks = {
  md5: Buffer | null
  /** `expected` null: it stands in the trailer. */
  checksum: { algorithm: ChecksumAlgorithm; expected: Buffer | null } | null
}

/** Reads Content-MD5 and the checksum of a request, in its headers or announced for its trailer. Throws for what is no digest. */
export function readBodyChecks(request: ReceivedRequest, payload: Payload): BodyChecks {
  return { md5: contentMd5(request), checksum: trailerChecksum(request, payload) ?? headerChecksum(request) }
}

/** Whether anything says what the body must be. */
export function isCovered({ md5, checksum }: BodyChecks, payload: Payload): boolean {
  return md5 !== null || checksum !== null || payload.hash !== null || payload.chunks?.signed === true
}

function contentMd5(request: ReceivedRequest): Buffer | null {
  const text = singleHeader(request, 'content-md5')
  if (text === undefined) return null
  const digest = text === null ? null : fromBase64(text, MD5_BYTES)
  if (!digest) throw new S3Failure('InvalidDigest', 'The Content-MD5 is no MD5 in base64.')
  return digest
}

function headerChecksum(request: ReceivedRequest): BodyChecks['checksum'] {
  const names = Object.keys(request.headers).filter((name) => CHECKSUM_HEADER.test(name))
  if (names.length > 1) throw new S3Failure('InvalidRequest', 'Send one checksum, not several.')
  const [name] = names
  const algorithm = name === undefined ? undefined : algorithmOf(name)
  if (name === undefined || !algorithm) return null
  requireNamed(request, algorithm)
  return { algorithm, expected: readChecksum(algorithm, singleHeader(request, name) ?? '', name) }
}

function trailerChecksum(request: ReceivedRequest, { chunks }: Payload): BodyChecks['checksum'] {
  const announced = singleHeader(request, 'x-amz-trailer')
  if (announced === undefined) return null
  const algorithm = algorithmOf(announced ?? '')
  if (!chunks?.trailers || !algorithm)
    throw new S3Failure(
      'InvalidRequest',
      'x-amz-trailer must name one checksum, and the body must come in chunks with a trailer.',
    )
  if (headerChecksum(request)) throw new S3Failure('InvalidRequest', 'Send one checksum, not several.')
  requireNamed(request, algorithm)
  return { algorithm, expected: null }
}

/** The digest that a header or a trailer tells. */
export function readChecksum(algorithm: ChecksumAlgorithm, text: string, name: string): Buffer {
  const digest = fromBase64(text, checksumAlgorithms[algorithm].bytes)
  if (!digest) throw new S3Failure('InvalidRequest', `Value for ${name} is invalid: it is no ${algorithm} in base64.`)
  return digest
}

/** Clients say which algorithm they mean, too. */
function requireNamed(request: ReceivedRequest, algorithm: ChecksumAlgorithm): void {
  const named = singleHeader(request, 'x-amz-sdk-checksum-algorithm')?.toLowerCase()
  if (named !== undefined && named !== algorithm)
    throw new S3Failure('InvalidRequest', `x-amz-sdk-checksum-algorithm is ${named}, but the checksum is ${algorithm}.`)
}

function algorithmOf(header: string): ChecksumAlgorithm | null {
  const name = header.toLowerCase().replace(/^x-amz-checksum-/, '')
  return isChecksumAlgorithm(name) && header.toLowerCase() !== name ? name : null
}
