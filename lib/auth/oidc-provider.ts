import 'server-only'
import type { OIDCConfig } from 'next-auth/providers'
import { type Env, env } from '@/lib/env'

export const OIDC_PROVIDER = 'oidc'

/** Single sign-on with any OpenID Connect provider; whom it lets in is decided by invitation, not by the provider. */
export function oidcProvider({ issuer, clientId, clientSecret, name }: NonNullable<Env['oidc']>): OIDCConfig<Profile> {
  return {
    id: OIDC_PROVIDER,
    name,
    type: 'oidc',
    issuer,
    clientId,
    clientSecret,
    authorization: { params: { scope: 'openid email profile' } },
    checks: ['pkce', 'state', 'nonce'],
    // Many providers put the address only into the answer of their userinfo endpoint.
    idToken: false,
    profile: ({ sub, email, name }) => ({ id: sub, email, name }),
  }
}

type Profile = { sub: string; email?: string; email_verified?: boolean; name?: string }

/** What the button of single sign-on says after "Continue with", or null when there is none. */
export function findProviderName(): string | null {
  return env().oidc?.name ?? null
}
