import 'server-only'
import { LRUCache } from 'lru-cache'
import type { Context } from '@/lib/auth/context'
import { processWide } from '@/lib/shared'
import { auditReadsOf } from './audit-reads'
import { type AuditedAct, actorOf, describeEntry } from './describe-entry'
import { queueEntry } from './read-queue'

/**
 * A read of objects: a download takes a file away, a look shows something of it or of what is there. Looks come in dozens, as
 * somebody scrolls: the same one is kept once in ten minutes.
 */
export type AuditedRead = Pick<AuditedAct, 'operation' | 'resource' | 'storage' | 'parameters'> & {
  kind: 'download' | 'look'
}

/** Keeps a read of objects where the workspace wants to know of it. Does not wait for the log to be written. */
export async function recordRead(ctx: Context, { kind, ...read }: AuditedRead): Promise<void> {
  const level = await auditReadsOf(ctx.workspace.id)
  if (level === 'none' || (level === 'downloads' && kind === 'look')) return
  if (kind === 'look' && wasSeen(ctx, read)) return
  queueEntry(describeEntry(actorOf(ctx, ctx.username), ctx.workspace.id, { ...read, action: 'read' }))
}

const AGAIN_MS = 10 * 60_000
const MAX_LOOKS = 10_000

/** Whether the same was looked at lately by the same person with the same token; remembers that it was. */
function wasSeen({ workspace, person, credential }: Context, read: Omit<AuditedRead, 'kind'>): boolean {
  const token = credential.kind === 'token' ? credential.id : null
  const key = JSON.stringify([workspace.id, person.id, token, read.operation, read.storage, read.resource])
  const looks = processWide('audit-looks', () => new LRUCache<string, true>({ max: MAX_LOOKS, ttl: AGAIN_MS }))
  const seen = looks.has(key)
  if (!seen) looks.set(key, true)
  return seen
}
