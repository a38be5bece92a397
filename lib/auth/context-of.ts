import 'server-only'
import { AppError } from '@/lib/errors'
import { findSessionUser } from '@/lib/people/find-session-user'
import { type Context, createContext } from './context'
import { createContextOfToken } from './token-context'

type Where = { workspaceId: string /** Of the socket that a request in their name comes through. */; address?: string }

/**
 * Somebody as they are now, for what acts in their name while they are not there. Throws `unauthenticated` when they are disabled or gone,
 * `not_found` when they left the workspace.
 */
export async function contextOf(userId: string, { workspaceId, address = '' }: Where): Promise<Context> {
  const person = await findSessionUser(userId)
  if (!person || person.disabled)
    throw new AppError('unauthenticated', 'Whoever this was made by is disabled or was removed.')
  return createContext({ person, credential: { kind: 'session' }, address }, workspaceId)
}

/** The same for a token: with its limits, and only while it may be used. */
export async function contextOfToken(tokenId: string, { workspaceId, address = '' }: Where): Promise<Context> {
  return createContext(await createContextOfToken(tokenId, address), workspaceId)
}
