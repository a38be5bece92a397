import 'server-only'
import type { Context, PersonContext } from '@/lib/auth/context'
import { type AuditedAct, type AuditedActor, actorOf, describeEntry } from './describe-entry'
import { insertEntries } from './store'

/** Keeps what a member did in their workspace: one act, or one entry for each of several. Called after the change, before the answer. */
export async function recordAudit(ctx: Context, acts: AuditedAct | readonly AuditedAct[]): Promise<void> {
  await record(actorOf(ctx, ctx.username), ctx.workspace.id, acts)
}

/** The same outside a workspace; `workspaceId` for what the admins of that workspace should see, such as that it was made. */
export async function recordPersonAudit(
  ctx: PersonContext,
  acts: AuditedAct | readonly AuditedAct[],
  workspaceId: string | null = null,
): Promise<void> {
  await record(actorOf(ctx), workspaceId, acts)
}

/** The same for somebody who is not signed in: who they say they are, and the user where one was found. */
export async function recordVisitorAudit(
  visitor: { email: string; userId: string | null; address: string; username?: string },
  act: AuditedAct,
  workspaceId: string | null = null,
): Promise<void> {
  const { email, userId, address, username = email } = visitor
  const actor = { username, email, userId, address, tokenId: null, tokenLabel: null }
  await insertEntries([describeEntry(actor, workspaceId, act)])
}

async function record(actor: AuditedActor, workspaceId: string | null, acts: AuditedAct | readonly AuditedAct[]) {
  const entries = listed(acts).map((act) => describeEntry(actor, workspaceId, act))
  if (entries.length > 0) await insertEntries(entries)
}

function listed(acts: AuditedAct | readonly AuditedAct[]): readonly AuditedAct[] {
  return 'operation' in acts ? [acts] : acts
}
