import 'server-only'
import { env } from '@/lib/env'
import { tokenSecret } from '@/lib/tokens/token-text'
import { checkSignature } from './check-signature'
import { readSignature } from './read-signature'
import type { ReceivedRequest } from './received-request'
import type { Signature } from './sigv4'

/** A request that was signed rightly, with the token whose id is the access key. Whether the token may still be used is another question. */
export type Signed = { signature: Signature; secret: string }

/**
 * Proves that a request was signed with a token of this server: the access key is its id, the secret key the part after its dot. The
 * secret is derived again, so nothing is looked up for a signature that is not right.
 */
export function authenticateSigned(request: ReceivedRequest, now = new Date()): Signed {
  const signature = readSignature(request)
  const secret = tokenSecret(signature.accessKey)
  // A proxy in front of us may ask under another host than its clients do, and they sign that of the public address.
  const publicHost = new URL(env().publicUrl).host
  checkSignature(request, { signature, secret, now, publicHost })
  return { signature, secret }
}
