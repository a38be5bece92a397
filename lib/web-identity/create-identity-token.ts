import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { issueToken, LIFETIME_SECONDS } from './issue-token'
import { personIssuer } from './issuer'
import { type AskIdentityToken, MAX_LIFETIME_SECONDS } from './schema'

/**
 * A token by which others that trust this instance's people know who the actor is: a member of this workspace. It ends with the
 * credential that asked for it, and is worth nothing here, nor to a server that gives roles to resources: its issuer is another one.
 */
export async function createIdentityToken(ctx: Context, { audience, expires_in }: AskIdentityToken): Promise<string> {
  const { workspace, username, person, groups, isAdmin } = ctx
  const subject = `workspace:${workspace.id}:user:${username}`
  const lifetimeSeconds = lifetimeOf(ctx, expires_in)
  const more = { email: person.email, username, groups, is_admin: isAdmin }
  const claims = { issuer: personIssuer(), subject, audience, workspaceId: workspace.id, lifetimeSeconds, more }
  const parameters = { audience, seconds: lifetimeSeconds }
  await recordAudit(ctx, { operation: 'users.identity.create', action: 'create', resource: subject, parameters })
  return issueToken(claims)
}

function lifetimeOf({ credential }: Context, asked = LIFETIME_SECONDS): number {
  const expiresAt = credential.kind === 'token' ? credential.expiresAt : null
  const left = expiresAt ? Math.floor((expiresAt.getTime() - Date.now()) / 1000) : Number.POSITIVE_INFINITY
  return Math.max(1, Math.min(asked, MAX_LIFETIME_SECONDS, left))
}
