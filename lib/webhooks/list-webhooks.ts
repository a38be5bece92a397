import 'server-only'
import type { Context } from '@/lib/auth/context'
import { getReadableScript } from '@/lib/scripts/get-readable-script'
import { listScriptTokens } from '@/lib/tokens/script-tokens'
import type { ListWebhooks, WebhookSummary } from './schema'

/** The webhooks of a script that may still be called, the newest first: the actor's own, for admins everybody's. Throws `not_found`. */
export async function listWebhooks(ctx: Context, { path }: ListWebhooks): Promise<WebhookSummary[]> {
  await getReadableScript(ctx, path)
  const userId = ctx.isAdmin ? undefined : ctx.person.id
  const tokens = await listScriptTokens({ workspaceId: ctx.workspace.id, script: path, userId })
  return tokens.map(({ user, ...token }) => ({ ...token, owner: user.memberships[0]?.username ?? user.email }))
}
