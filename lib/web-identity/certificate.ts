import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'

// Tags of DER (X.690) and what they hold here.
const TAG = {
  integer: 0x02,
  bits: 0x03,
  utf8: 0x0c,
  utcTime: 0x17,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
}
// sha256WithRSAEncryption with its NULL parameter (RFC 4055), and commonName (RFC 5280).
const RS256 = Buffer.from('06092a864886f70d01010b0500', 'hex')
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const NAME = 'Granary'
const SERIAL_BYTES = 16

/**
 * A self-signed certificate (X.509, DER) of an RSA key, for servers that read the keys of an issuer from certificates, as Ceph
 * does. It never ends by itself (RFC 5280, 4.1.2.5), and the same key always makes the same bytes, so that its fingerprint can be
 * registered once.
 */
export function selfSignedCertificate(privateKey: KeyObject): Buffer {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const algorithm = der(TAG.sequence, RS256)
  const name = der(TAG.sequence, der(TAG.set, der(TAG.sequence, COMMON_NAME, der(TAG.utf8, Buffer.from(NAME)))))
  const validity = der(TAG.sequence, text(TAG.utcTime, '200101000000Z'), text(TAG.time, '99991231235959Z'))
  const version3 = der(TAG.version, der(TAG.integer, Buffer.from([2])))
  const body = der(TAG.sequence, version3, serialOf(publicKey), algorithm, name, validity, name, publicKey)
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha256', body, privateKey))
  return der(TAG.sequence, body, algorithm, signature)
}

function serialOf(publicKey: Buffer): Buffer {
  const digest = createHash('sha256').update(publicKey).digest().subarray(0, SERIAL_BYTES)
  // Positive, and without leading zeros.
  return der(TAG.integer, Buffer.concat([Buffer.from([0x01]), digest]))
}

function text(tag: number, content: string): Buffer {
  return der(tag, Buffer.from(content, 'ascii'))
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = length < 0x100 ? Buffer.from([length]) : Buffer.from([length >> 8, length & 0xff])
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}
