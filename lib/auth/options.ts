import 'server-only'
import NextAuth, { CredentialsSignin, type NextAuthConfig } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { recordVisitorAudit } from '@/lib/audit/record-audit'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { socketAddress } from '@/lib/server/stamp-request'
import { findInvitedUser } from '@/lib/sign-in/find-invited-user'
import { credentialsSchema } from '@/lib/sign-in/schema'
import { signInWithPassword } from '@/lib/sign-in/sign-in-with-password'
import { authProblem } from './auth-problem'
import { createPersonContext } from './context'
import { OIDC_PROVIDER, oidcProvider } from './oidc-provider'
import { requestAddress } from './page-context'
import { claimsSchema, SESSION_SECONDS } from './session'

declare module 'next-auth' {
  interface User {
    sessionVersion?: number
  }
}

/** A refused sign-in, with the sentence for the person. */
export class SignInRefused extends CredentialsSignin {
  constructor(readonly failure: AppError) {
    super(failure.message)
  }
}

const passwordProvider = Credentials({
  credentials: { email: {}, password: { type: 'password' } },
  authorize: async (given, request) => {
    try {
      const address = socketAddress(request.headers)
      return await signInWithPassword({ ...parse(credentialsSchema, given), address })
    } catch (error) {
      throw error instanceof AppError ? new SignInRefused(error) : error
    }
  },
})

/** next-auth signs people in and out; what a session may do is decided in `context.ts` at every request. */
export const { handlers, signIn, signOut } = NextAuth(() => options())

function options(): NextAuthConfig {
  const { authSecret, publicUrl, oidc } = env()
  // Without it next-auth makes its addresses from the Host header.
  process.env.AUTH_URL = publicUrl
  return {
    secret: authSecret,
    trustHost: true,
    useSecureCookies: publicUrl.startsWith('https://'),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: oidc ? [passwordProvider, oidcProvider(oidc)] : [passwordProvider],
    logger: { error: (error) => authProblem(error) },
    callbacks: { signIn: mayEnter, jwt: writeClaims, redirect: ({ url }) => withinSite(url, publicUrl) },
  }
}

type Callbacks = NonNullable<NextAuthConfig['callbacks']>

const mayEnter: NonNullable<Callbacks['signIn']> = async ({ account, profile }) => {
  if (account?.provider !== OIDC_PROVIDER) return true
  const user = await findInvitedUser(profile ?? {})
  const email = profile?.email ?? ''
  await recordVisitorAudit(
    { email, userId: user?.id ?? null, address: await requestAddress() },
    { operation: user ? 'oauth.login' : 'oauth.login_failure', action: 'execute', resource: email },
  )
  return user !== null || '/sign-in?error=NotInvited'
}

/** Only who and which session version; null ends a session that next-auth would otherwise prolong. */
const writeClaims: NonNullable<Callbacks['jwt']> = async ({ token, user, account, profile }) => {
  const signedIn = account?.provider === OIDC_PROVIDER ? await findInvitedUser(profile ?? {}) : user
  if (signedIn) return { sub: signedIn.id, sv: signedIn.sessionVersion }
  const claims = claimsSchema.safeParse(token)
  const person = await createPersonContext(claims.data ?? null).catch(() => null)
  return person ? token : null
}

function withinSite(url: string, publicUrl: string): string {
  const target = URL.canParse(url, publicUrl) ? new URL(url, publicUrl) : null
  return target?.origin === new URL(publicUrl).origin ? target.href : publicUrl
}
