import 'server-only'
import type { Context } from '@/lib/auth/context'
import { contextOfToken } from '@/lib/auth/context-of'
import { env } from '@/lib/env'
import { tokenSecret } from '@/lib/tokens/token-text'
import { checkSignature } from './check-signature'
import { readSignature } from './read-signature'
import type { ReceivedRequest } from './received-request'

type From = { workspaceId: string; address: string; now?: Date }

/**
 * Who signed a request with a token of theirs, in one workspace: the access key is the token's id, the secret key the part after
 * its dot. The secret is derived again, so nothing is looked up for a signature that is not right.
 */
export async function authenticateSigned(request: ReceivedRequest, from: From): Promise<Context> {
  const signature = readSignature(request)
  const { accessKey } = signature
  // A proxy in front of us may ask under another host than its clients do, and they sign that of the public address.
  const publicHost = new URL(env().publicUrl).host
  checkSignature(request, { signature, secret: tokenSecret(accessKey), now: from.now ?? new Date(), publicHost })
  return contextOfToken(accessKey, from)
}
