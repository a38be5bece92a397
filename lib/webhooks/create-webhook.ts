import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireUnscoped } from '@/lib/auth/context'
import { env } from '@/lib/env'
import { getReadableScript } from '@/lib/scripts/get-readable-script'
import { insertToken } from '@/lib/tokens/insert-token'
import type { CreateWebhook } from './schema'

/** A token that runs one script in the name of the actor and does nothing else, told once; and where to send it. */
export async function createWebhook(
  ctx: Context,
  { path, label }: CreateWebhook,
): Promise<{ token: string; url: string }> {
  requireUnscoped(ctx)
  await getReadableScript(ctx, path)
  const { id, token } = await insertToken({
    ...{ userId: ctx.person.id, workspaceId: ctx.workspace.id, label, kind: 'api', script: path },
    ...{ sessionVersion: null, parentId: null, readOnly: false, storage: null, prefix: null, expiresAt: null },
  })
  const parameters = { label, script: path }
  await recordAudit(ctx, { operation: 'users.token.create', action: 'create', resource: id, parameters })
  return { token, url: `${env().publicUrl}/api/w/${ctx.workspace.id}/jobs/run/p/${path}` }
}
