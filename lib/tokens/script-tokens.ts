import 'server-only'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { findStoredToken, listStoredScriptTokens, removeScriptTokens } from './store'

type OfScript = { workspaceId: string; script: string /** Those of one person alone. */; userId?: string }

/** The tokens that only run one script and may still be used, the newest first, with whose they are. */
export function listScriptTokens(filter: OfScript) {
  return listStoredScriptTokens(filter)
}

/** Revokes a token of a workspace that only runs a script, of that person where one is named. False where there is none. */
export async function revokeScriptToken(where: { id: string; workspaceId: string; userId?: string }): Promise<boolean> {
  const removed = await removeScriptTokens(where)
  forgetIdentities()
  return removed > 0
}

/** The label of a token that only runs a script; null for any other, and once it was revoked. Looking at it does not count as a use. */
export async function findScriptTokenLabel(id: string): Promise<string | null> {
  const token = await findStoredToken(id)
  return token?.script ? token.label : null
}
