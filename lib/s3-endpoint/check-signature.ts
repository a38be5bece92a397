import { noSessions } from './read-signature'
import { type ReceivedRequest, singleHeader } from './received-request'
import { S3Failure } from './s3-failure'
import { isSignedWith, type Signature } from './sigv4'

/** How far the clocks of a client and this server may be apart. */
const MAX_SKEW_MS = 5 * 60 * 1000

type Check = {
  signature: Signature
  secret: string
  now: Date
  /** A host that clients may have signed instead of the one that the request came with. */
  publicHost?: string
}

/** Throws unless a request was signed with this secret, covers what it must, and is of now. */
export function checkSignature(request: ReceivedRequest, { signature, secret, now, publicHost }: Check): void {
  requireTime(signature, now)
  requireSignedHeaders(request, signature)
  const asked = publicHost ? [request, { ...request, headers: { ...request.headers, host: [publicHost] } }] : [request]
  if (!asked.some((each) => isSignedWith(secret, each, signature)))
    throw new S3Failure(
      'SignatureDoesNotMatch',
      'The signature is not the one that this secret key makes of this request.',
    )
}

function requireTime({ timestamp, expiresSeconds }: Signature, now: Date): void {
  const signedAt = Date.parse(timestamp.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  if (Number.isNaN(signedAt)) throw new S3Failure('AccessDenied', 'The date of the signature does not exist.')
  const age = now.getTime() - signedAt
  if (age < -MAX_SKEW_MS || (expiresSeconds === null && age > MAX_SKEW_MS))
    throw new S3Failure(
      'RequestTimeTooSkewed',
      `The request was signed for ${timestamp}, and it is ${now.toISOString()} here: more than five minutes apart.`,
    )
  if (expiresSeconds !== null && age > expiresSeconds * 1000)
    throw new S3Failure('AccessDenied', 'Request has expired. Sign it again.')
}

/** What a signature does not cover anybody on the way could have put there. */
function requireSignedHeaders(request: ReceivedRequest, { signedHeaders }: Signature): void {
  if (singleHeader(request, 'x-amz-security-token') !== undefined) throw noSessions()
  if (!signedHeaders.includes('host')) throw new S3Failure('AccessDenied', 'The header host is not signed.')
  const loose = Object.keys(request.headers).find((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name))
  if (loose) throw new S3Failure('AccessDenied', `The header ${loose} was sent but is not signed.`)
}
