import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { OIDC_PROVIDER } from './oidc-provider'
import { SignInRefused, signIn, signOut } from './options'
import { findPersonContext } from './page-context'
import { makeSessionCookie } from './session'

type Credentials = { email: string; password: string }

/** Signs in with a password and goes on to `next`. Throws the sentence of a refusal. For server actions. */
export async function enterWithPassword({ email, password, next }: Credentials & { next: string }): Promise<never> {
  await signIn('credentials', { email, password, redirect: false }).catch((error) => {
    throw error instanceof SignInRefused ? error.failure : error
  })
  redirect(next)
}

/** Goes to the identity provider, which sends the person back to `next`. */
export async function enterWithProvider({ next }: { next: string }): Promise<void> {
  await signIn(OIDC_PROVIDER, { redirectTo: next })
}

/** Ends the session of this browser and shows the sign-in page. */
export async function returnToSignIn(): Promise<void> {
  const ctx = await findPersonContext()
  if (ctx) await recordPersonAudit(ctx, { operation: 'users.logout', action: 'execute', resource: ctx.person.email })
  await signOut({ redirectTo: '/sign-in' })
}

/** Keeps this browser signed in after all sessions of its user have ended. */
export async function renewSession(user: { id: string; sessionVersion: number }): Promise<void> {
  ;(await cookies()).set(await makeSessionCookie(user))
}
