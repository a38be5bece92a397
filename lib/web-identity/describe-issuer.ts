import 'server-only'
import { issuer } from './issuer'
import { signingKey } from './signing-key'

/** What OpenID Connect Discovery 1.0 tells of this issuer; it signs tokens of its own and signs nobody in. */
export function describeIssuer() {
  return {
    issuer: issuer(),
    jwks_uri: `${issuer()}/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti', 'workspace'],
  }
}

/** The public keys that tokens are checked with (RFC 7517). */
export async function listPublicKeys() {
  const { published } = await signingKey()
  return { keys: [published] }
}
