import 'server-only'
import { LRUCache } from 'lru-cache'
import { decode, encode } from 'next-auth/jwt'
import * as z from 'zod'
import { env } from '@/lib/env'
import { processWide } from '@/lib/shared'

/** Seconds. A session ends after two weeks, or at once when its user's session version is raised. */
export const SESSION_SECONDS = 14 * 24 * 3600

export const claimsSchema = z.object({ sub: z.string(), sv: z.number().int(), exp: z.number() })
export type SessionClaims = z.output<typeof claimsSchema>

/** next-auth's cookie; browsers accept the `__Secure-` prefix only over HTTPS. */
export function sessionCookieName(): string {
  return env().publicUrl.startsWith('https://') ? '__Secure-authjs.session-token' : 'authjs.session-token'
}

/** The claims of a session cookie's value, or null when it is not ours or has expired. */
export async function readSession(token: string | undefined): Promise<SessionClaims | null> {
  if (!token) return null
  const known = decoded().get(token)
  const claims = known ?? (await decrypt(token))
  if (!claims || claims.exp * 1000 <= Date.now()) return null
  if (!known) decoded().set(token, claims)
  return claims
}

/** A session cookie for the user, as next-auth makes it. */
export async function makeSessionCookie(user: { id: string; sessionVersion: number }) {
  const name = sessionCookieName()
  const token = { sub: user.id, sv: user.sessionVersion }
  const value = await encode({ token, secret: env().authSecret ?? '', salt: name, maxAge: SESSION_SECONDS })
  const secure = env().publicUrl.startsWith('https://')
  return { name, value, httpOnly: true, sameSite: 'lax' as const, path: '/', secure, maxAge: SESSION_SECONDS }
}

/** Decrypting costs a tenth of a millisecond, more than the rest of a small request: the same cookie comes again. */
function decoded(): LRUCache<string, SessionClaims> {
  return processWide('sessions', () => new LRUCache<string, SessionClaims>({ max: 5000 }))
}

async function decrypt(token: string): Promise<SessionClaims | null> {
  const payload = await decode({ token, secret: env().authSecret ?? '', salt: sessionCookieName() }).catch(() => null)
  const parsed = claimsSchema.safeParse(payload)
  return parsed.success ? parsed.data : null
}
