import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { type PersonContext, requireUnscoped } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { forgetIdentities } from '@/lib/people/identity-cache'
import type { DeleteToken } from './schema'
import { listStoredTokens, removeTokens } from './store'
import { TOKEN_PREFIX_LENGTH } from './token-text'

/** Revokes a token of the person, and all credentials that were made with it, at once. */
export async function deleteToken(ctx: PersonContext, { id }: DeleteToken): Promise<void> {
  requireUnscoped(ctx)
  const removed = await removeTokens(ctx.person.id, [id])
  forgetIdentities()
  if (removed === 0) throw new AppError('not_found', 'You have no such token any more.')
  await recordPersonAudit(ctx, { operation: 'users.token.delete', action: 'delete', resource: id })
}

/** The same by the first characters of the token, as published clients name one. */
export async function deleteTokenByPrefix(ctx: PersonContext, prefix: string): Promise<void> {
  const tokens = prefix.length < TOKEN_PREFIX_LENGTH ? [] : await listStoredTokens(ctx.person.id, { ephemeral: true })
  const found = tokens.filter(({ id }) => id.startsWith(prefix.split('.')[0] ?? prefix))
  const [token] = found
  if (!token || found.length > 1) throw new AppError('not_found', `You have no token that begins with ${prefix}.`)
  await deleteToken(ctx, token)
}

/** Ends the very token that the request came with; a session is ended by its cookie. */
export async function endOwnToken(ctx: PersonContext): Promise<void> {
  const { person, credential } = ctx
  if (credential.kind !== 'token') return
  await removeTokens(person.id, [credential.id])
  forgetIdentities()
  await recordPersonAudit(ctx, { operation: 'users.logout', action: 'execute', resource: person.email })
}
