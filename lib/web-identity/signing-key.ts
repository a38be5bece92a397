import 'server-only'
import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { open, seal } from '@/lib/secrets/seal'
import { processWide, takeShared } from '@/lib/shared'
import { selfSignedCertificate } from './certificate'
import { findStoredKey, keepKey } from './store'

/** The key that tokens of this instance are signed with, and what of it is published. */
export type SigningKey = { privateKey: KeyObject; published: PublishedKey }

/** A key as RFC 7517 writes it. */
export type PublishedKey = { kty: string; n: string; e: string; use: 'sig'; alg: 'RS256'; kid: string; x5c: string[] }

const SHARED = 'web-identity-key'
const PLACE = { workspaceId: '', path: 'instance', field: 'web_identity_key' }
// All servers that exchange tokens know RS256.
const MODULUS_BITS = 2048

/** The signing key, made and kept with its first use. */
export function signingKey(): Promise<SigningKey> {
  const known = processWide(SHARED, readKey)
  known.catch(() => takeShared(SHARED))
  return known
}

async function readKey(): Promise<SigningKey> {
  const sealed = (await findStoredKey()) ?? (await keepKey(seal(await newKey(), PLACE)))
  const privateKey = createPrivateKey(open(sealed, PLACE))
  const { n = '', e = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  // RFC 7638: the digest of the members that make the key, in this order.
  const kid = createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url')
  const x5c = [selfSignedCertificate(privateKey).toString('base64')]
  return { privateKey, published: { kty: 'RSA', n, e, use: 'sig', alg: 'RS256', kid, x5c } }
}

async function newKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}
