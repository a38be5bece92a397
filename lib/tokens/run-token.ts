import 'server-only'
import type { Context } from '@/lib/auth/context'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { insertOwnToken } from './create-short-lived-token'
import { removeTokens } from './store'

/** The token of a script that runs: the rights of whoever started it, until `expiresAt` or `endRunToken`. */
export function createRunToken(ctx: Context, runId: string, expiresAt: Date): Promise<{ id: string; token: string }> {
  return insertOwnToken(ctx, { label: `Run ${runId}`, kind: 'run', latest: expiresAt })
}

/** Ends the token of a run, and all credentials that were made with it, at once. */
export async function endRunToken(userId: string, id: string): Promise<void> {
  await removeTokens(userId, [id])
  forgetIdentities()
}
