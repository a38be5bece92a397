import 'server-only'
import { SESSION_SECONDS } from '@/lib/auth/session'
import type { Credentials } from '@/lib/sign-in/schema'
import { signInWithPassword } from '@/lib/sign-in/sign-in-with-password'
import { insertToken } from './store'
import { newTokenId, tokenText } from './token-text'

/** Signs in over the API: a token that lives as long as a session does, and ends with the user's other sessions. */
export async function signInForToken(credentials: Credentials & { address: string }): Promise<string> {
  const user = await signInWithPassword(credentials)
  const id = newTokenId()
  await insertToken({
    id,
    userId: user.id,
    workspaceId: null,
    label: 'Sign-in over the API',
    kind: 'login',
    sessionVersion: user.sessionVersion,
    parentId: null,
    readOnly: false,
    storage: null,
    prefix: null,
    script: null,
    expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
  })
  return tokenText(id)
}
