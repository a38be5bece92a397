import 'server-only'
import NextAuth, { type NextAuthConfig } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import * as z from 'zod'
import { env } from '@/lib/env'
import { signInWithPassword } from '@/lib/people/sign-in-with-password'
import { SESSION_SECONDS } from './session'

declare module 'next-auth' {
  interface User {
    sessionVersion?: number
  }
}

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(1024) })

const passwordProvider = Credentials({
  credentials: { email: {}, password: { type: 'password' } },
  authorize: (given) => signInWithPassword(credentialsSchema.parse(given)),
})

/** next-auth signs people in and out; what a session may do is decided in `context.ts` at every request. */
export const { handlers, signIn, signOut } = NextAuth(() => options())

function options(): NextAuthConfig {
  const { authSecret, publicUrl } = env()
  return {
    secret: authSecret,
    trustHost: true,
    useSecureCookies: publicUrl.startsWith('https://'),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [passwordProvider],
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...token, sub: user.id, sv: user.sessionVersion } : token),
      redirect: ({ url }) => (url.startsWith('/') && !url.startsWith('//') ? `${publicUrl}${url}` : publicUrl),
    },
  }
}
