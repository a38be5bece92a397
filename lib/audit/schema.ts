import * as z from 'zod'

export const auditActions = ['create', 'update', 'delete', 'execute', 'read'] as const
export type AuditAction = (typeof auditActions)[number]

/** Which reads of objects a workspace keeps: none, downloads of files, or also previews, table pages and lists. */
export const auditReadsLevels = ['none', 'downloads', 'all'] as const
export type AuditReads = (typeof auditReadsLevels)[number]
export const auditReadsSchema = z.enum(auditReadsLevels)
