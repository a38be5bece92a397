import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { insertToken } from './store'
import { newTokenId, tokenText } from './token-text'

/** Seconds. Long enough for a notebook of an afternoon, short enough to be worth little when it leaks. */
const SHORT_LIVED_SECONDS = 12 * 3600

/**
 * Credentials with the caller's rights in this workspace, and not more than the credential that asks has: they end with that
 * token, or with the session.
 */
export async function createShortLivedToken(ctx: Context, label: string): Promise<{ id: string; token: string }> {
  const made = await insertOwnToken(ctx, {
    label,
    kind: 'ephemeral',
    latest: new Date(Date.now() + SHORT_LIVED_SECONDS * 1000),
  })
  const parameters = { label }
  await recordAudit(ctx, { operation: 'users.token.create', action: 'create', resource: made.id, parameters })
  return made
}

type Made = { label: string; kind: 'ephemeral' | 'run'; latest: Date }

/** The same without an entry in the audit log, for what has an entry of its own. It ends at `latest`, or with what it hangs on. */
export async function insertOwnToken(ctx: Context, { label, kind, latest }: Made) {
  const { person, credential, workspace } = ctx
  const token = credential.kind === 'token' ? credential : null
  const id = newTokenId()
  await insertToken({
    id,
    userId: person.id,
    workspaceId: workspace.id,
    label,
    kind,
    sessionVersion: token ? token.sessionVersion : person.sessionVersion,
    parentId: token?.id ?? null,
    readOnly: token?.scope.readOnly ?? false,
    storage: token?.scope.storage ?? null,
    prefix: token?.scope.prefix || null,
    script: null, // what the script that is run does needs more than running it
    expiresAt: token?.expiresAt && token.expiresAt < latest ? token.expiresAt : latest,
  })
  return { id, token: tokenText(id) }
}
