import 'server-only'
import { issuer, personIssuer } from './issuer'
import { signingKey } from './signing-key'

/** What OpenID Connect Discovery 1.0 tells of this issuer; it signs tokens of its own and signs nobody in. */
export function describeIssuer() {
  return describe(issuer(), [])
}

/** The same of the issuer of the tokens of people. Its keys are the same. */
export function describePersonIssuer() {
  return describe(personIssuer(), ['email', 'username', 'groups', 'is_admin'])
}

function describe(name: string, more: string[]) {
  return {
    issuer: name,
    jwks_uri: `${name}/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti', 'workspace', ...more],
  }
}

/** The public keys that tokens are checked with (RFC 7517). */
export async function listPublicKeys() {
  const { published } = await signingKey()
  return { keys: [published] }
}
