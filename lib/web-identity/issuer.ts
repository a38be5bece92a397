import 'server-only'
import { env } from '@/lib/env'

/** Who signs tokens: the address below which its discovery document lies. */
export function issuer(): string {
  return `${env().publicUrl}/api/oidc`
}

/**
 * Who signs the tokens of people: another issuer than that of resources, so that a server which gives roles to resources takes none of them,
 * whatever subject and audience its trust policies name.
 */
export function personIssuer(): string {
  return `${issuer()}/people`
}
