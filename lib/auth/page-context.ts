import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { AppError } from '@/lib/errors'
import { requestPath, socketAddress } from '@/lib/server/stamp-request'
import { type Context, createContext, createPersonContext, type PersonContext } from './context'
import { readSession, sessionCookieName } from './session'

/** The signed-in person of this request. Throws `unauthenticated`. For server actions. */
export async function requirePersonContext(): Promise<PersonContext> {
  const cookie = (await cookies()).get(sessionCookieName())
  return createPersonContext(await readSession(cookie?.value), await requestAddress())
}

/** The address of the socket that this request came through. */
export async function requestAddress(): Promise<string> {
  return socketAddress(await headers())
}

/** The signed-in person of this request, or null. */
export function findPersonContext(): Promise<PersonContext | null> {
  return requirePersonContext().catch(nullIfExpected)
}

/** The signed-in member of this request. Throws `unauthenticated` or `not_found`. For server actions. */
export async function requireContext(workspace: string): Promise<Context> {
  return createContext(await requirePersonContext(), workspace)
}

/** For pages: whoever is not signed in goes to the sign-in page and comes back to the page afterwards. */
export async function loadPersonContext(path?: string): Promise<PersonContext> {
  const ctx = await findPersonContext()
  return ctx ?? redirect(`/sign-in?next=${encodeURIComponent(path ?? requestPath(await headers()))}`)
}

/** For pages of a workspace: 404 for whoever is not a member. */
export async function loadContext(workspace: string, path?: string): Promise<Context> {
  const person = await loadPersonContext(path)
  const ctx = await createContext(person, workspace).catch(nullIfExpected)
  return ctx ?? notFound()
}

function nullIfExpected(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
