import 'server-only'
import type { Context } from '@/lib/auth/context'
import { auditReadsOf } from './audit-reads'
import { type AuditedAct, actorOf, describeEntry } from './describe-entry'
import { queueEntry } from './read-queue'

/** A read of objects: a download takes a file away, a look shows something of it or of what is there. */
export type AuditedRead = Pick<AuditedAct, 'operation' | 'resource' | 'storage' | 'parameters'> & {
  kind: 'download' | 'look'
}

/** Keeps a read of objects where the workspace wants to know of it. Does not wait for the log to be written. */
export async function recordRead(ctx: Context, { kind, ...read }: AuditedRead): Promise<void> {
  const level = await auditReadsOf(ctx.workspace.id)
  if (level === 'none' || (level === 'downloads' && kind === 'look')) return
  queueEntry(describeEntry(actorOf(ctx, ctx.username), ctx.workspace.id, { ...read, action: 'read' }))
}
