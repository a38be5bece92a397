import 'server-only'
import { randomUUID, sign } from 'node:crypto'
import { signingKey } from './signing-key'

/** Whom a token speaks of, and for whom it is made. */
export type TokenClaims = {
  issuer: string
  subject: string
  audience: string
  workspaceId: string
  lifetimeSeconds?: number
  /** What else it says of the subject. */
  more?: Readonly<Record<string, string | boolean | readonly string[]>>
}

/** A token is exchanged at once. */
export const LIFETIME_SECONDS = 300
// Clocks of servers differ a little.
const LEEWAY = 30

/** A token (RFC 7519, RS256) by which servers that trust this issuer know who asks. Whoever has it is that subject until it ends. */
export async function issueToken(token: TokenClaims): Promise<string> {
  const { subject, audience, workspaceId, lifetimeSeconds = LIFETIME_SECONDS } = token
  const { privateKey, published } = await signingKey()
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    ...token.more,
    ...{ iss: token.issuer, sub: subject, aud: audience, workspace: workspaceId },
    ...{ iat: now, nbf: now - LEEWAY, exp: now + lifetimeSeconds, jti: randomUUID() },
  }
  const content = `${encode({ alg: 'RS256', typ: 'JWT', kid: published.kid })}.${encode(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
