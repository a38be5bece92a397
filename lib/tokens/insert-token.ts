import 'server-only'
import { insertToken as insertStored, type NewToken } from './store'
import { newTokenId, tokenText } from './token-text'

/** Makes a token with exactly these limits; whether its maker may have it the caller has found out. Tells it once. */
export async function insertToken(token: Omit<NewToken, 'id'>): Promise<{ id: string; token: string }> {
  const id = newTokenId()
  await insertStored({ ...token, id })
  return { id, token: tokenText(id) }
}
