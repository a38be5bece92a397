import * as z from 'zod'

export const auditActions = ['create', 'update', 'delete', 'execute', 'read'] as const
export type AuditAction = (typeof auditActions)[number]

/** Which reads of objects a workspace keeps: none, downloads of files, or also previews, table pages and lists. */
export const auditReadsLevels = ['none', 'downloads', 'all'] as const
export type AuditReads = (typeof auditReadsLevels)[number]
export const auditReadsSchema = z.enum(auditReadsLevels)

export const setAuditReadsSchema = z.object({ level: auditReadsSchema })
export type SetAuditReads = z.output<typeof setAuditReadsSchema>

/** The most entries that one page of the log holds, as of the published clients. */
export const MAX_PAGE_ENTRIES = 100

const listSchema = z.string().transform((names) => names.split(',').filter(Boolean))

/** Which entries are meant. The first names are those of published clients; `person`, `path`, `action` are our own. */
export const auditFilterSchema = z.object({
  /** Inclusive. */
  before: z.coerce.date().optional(),
  /** Exclusive. */
  after: z.coerce.date().optional(),
  username: z.string().optional(),
  /** Exact, or how it begins. */
  operation: z.string().optional(),
  operations: listSchema.optional(),
  exclude_operations: listSchema.optional(),
  /** Exact, or how it begins. */
  resource: z.string().optional(),
  action_kind: z.enum(['Create', 'Created', 'Update', 'Updated', 'Delete', 'Execute']).optional(),
  /** Entries of every workspace, and of none: for superadmins. */
  all_workspaces: z.stringbool().optional(),
  /** Part of a username or an e-mail address. */
  person: z.string().optional(),
  /** Part of a path or a key, also of one that something was moved to. */
  path: z.string().optional(),
  action: z.enum(auditActions).optional(),
})
export type AuditFilter = z.output<typeof auditFilterSchema>

export const listAuditSchema = auditFilterSchema.extend({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(MAX_PAGE_ENTRIES).default(30),
  /** Only entries with a smaller id: how a reader goes on without skipping what is written meanwhile. */
  before_id: z.coerce.number().int().optional(),
})
export type ListAudit = z.output<typeof listAuditSchema>

export const auditEntrySchema = z.object({
  /** '' for what belongs to no workspace. */
  workspace_id: z.string(),
  id: z.number(),
  timestamp: z.string(),
  username: z.string(),
  operation: z.string(),
  action_kind: z.enum(['Created', 'Updated', 'Delete', 'Execute']),
  resource: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
  action: z.enum(auditActions),
  email: z.string(),
  storage: z.string().optional(),
  address: z.string(),
  token_id: z.string().optional(),
  token_label: z.string().optional(),
})
export type AuditEntry = z.output<typeof auditEntrySchema>
