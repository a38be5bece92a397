import 'server-only'
import { type Context, requireAdmin, requireSuperadmin, requireUnscoped } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { flushReads } from './read-queue'
import {
  type AuditAction,
  type AuditEntry,
  type AuditFilter,
  auditActions,
  auditEntrySchema,
  type ListAudit,
} from './schema'
import { type EntryFilter, listEntries, type StoredEntry } from './store'

/** Entries of the workspace, newest first. For its admins; superadmins may look at all workspaces at once. */
export async function listAudit(ctx: Context, input: ListAudit): Promise<AuditEntry[]> {
  const filter = readFilter(ctx, input)
  await flushReads() // whoever looks sees all that has happened
  const page = { skip: (input.page - 1) * input.per_page, take: input.per_page }
  return (await listEntries({ ...filter, beforeId: input.before_id }, page)).map(describeStored)
}

/** What a filter means in the store. Throws `forbidden` for whoever may not see that. */
export function readFilter(ctx: Context, input: AuditFilter): EntryFilter {
  requireAdmin(ctx)
  if (input.all_workspaces) {
    requireSuperadmin(ctx)
    requireUnscoped(ctx)
  }
  return {
    workspaceId: input.all_workspaces ? null : ctx.workspace.id,
    username: input.username,
    person: input.person,
    operationPrefix: input.operation,
    operations: input.operations,
    excludedOperations: input.exclude_operations,
    resourcePrefix: input.resource,
    path: input.path,
    actions: meantActions(input),
    after: input.after,
    until: input.before,
  }
}

/** Published clients know no reads: to them a read is something that was executed. */
const kinds: Record<AuditAction, AuditEntry['action_kind']> = {
  ...{ create: 'Created', update: 'Updated', delete: 'Delete' },
  ...{ execute: 'Execute', read: 'Execute' },
}

function meantActions({ action, action_kind: kind }: AuditFilter): string[] | undefined {
  if (action) return [action]
  if (!kind) return undefined
  return auditActions.filter((each) => kinds[each].replace(/d$/, '') === kind.replace(/d$/, ''))
}

/** A stored entry as it is told. */
export function describeStored(entry: StoredEntry): AuditEntry {
  const action = parse(auditEntrySchema.shape.action, entry.action)
  return {
    workspace_id: entry.workspaceId ?? '',
    id: entry.id,
    timestamp: entry.at.toISOString(),
    username: entry.username,
    operation: entry.operation,
    action_kind: kinds[action],
    resource: entry.resource ?? undefined,
    parameters: entry.parameters === null ? undefined : readParameters(entry.parameters),
    action,
    email: entry.email,
    storage: entry.storage ?? undefined,
    address: entry.address,
    token_id: entry.tokenId ?? undefined,
    token_label: entry.tokenLabel ?? undefined,
  }
}

function readParameters(text: string): AuditEntry['parameters'] {
  return parse(auditEntrySchema.shape.parameters, JSON.parse(text))
}
