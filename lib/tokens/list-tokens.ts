import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import type { TokenSummary } from './schema'
import { listStoredTokens } from './store'

/** The person's own tokens that may still be used, newest first. */
export async function listTokens(
  { person }: PersonContext,
  options: { ephemeral?: boolean } = {},
): Promise<TokenSummary[]> {
  const tokens = await listStoredTokens(person.id, options)
  return tokens.map(({ userId: _, sessionVersion: __, parentId: ___, ...token }) => ({
    ...token,
    prefix: token.prefix ?? '',
  }))
}
