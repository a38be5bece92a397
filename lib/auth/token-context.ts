import 'server-only'
import { AppError } from '@/lib/errors'
import { findSessionUser } from '@/lib/people/find-session-user'
import { findToken } from '@/lib/tokens/find-token'
import { readTokenText } from '@/lib/tokens/token-text'
import type { PersonContext } from './context'

/** Proves that a whole token, `<id>.<secret>`, is ours and may still be used. Throws `unauthenticated`. */
export async function createTokenContext(token: string, address: string): Promise<PersonContext> {
  return createContextOfToken(readTokenText(token), address)
}

/**
 * The same for a token whose secret was proven by a signature; null for one that was not. Ends with its user: one who is
 * disabled, or whose sessions were ended where the token hangs on them, has no token.
 */
export async function createContextOfToken(id: string | null, address: string): Promise<PersonContext> {
  const token = id === null ? null : await findToken(id)
  const person = token && (await findSessionUser(token.userId))
  const outlives = token?.sessionVersion === null || token?.sessionVersion === person?.sessionVersion
  if (!token || !person || person.disabled || !outlives)
    throw new AppError('unauthenticated', 'This token is not valid, or it has expired or was revoked. Make a new one.')
  const { label, kind, expiresAt, sessionVersion, workspaceId, readOnly, storage, prefix, script } = token
  const scope = { workspaceId, readOnly, storage, prefix: prefix ?? '', script }
  return {
    person,
    credential: { kind: 'token', id: token.id, label, made: kind, scope, expiresAt, sessionVersion },
    address,
  }
}
