import * as z from 'zod'
import { MAX_GRANTS } from '@/lib/grants/schema'
import { subjectSchema } from '@/lib/grants/subject'

/** Ascending: each includes the one before. */
export const folderAccessSchema = z.enum(['read', 'write', 'owner'])
export type FolderAccess = z.output<typeof folderAccessSchema>

const grantsSchema = z
  .array(z.object({ subject: subjectSchema, access: folderAccessSchema }))
  .max(MAX_GRANTS)
  .refine((grants) => new Set(grants.map(({ subject }) => subject)).size === grants.length, 'Somebody is listed twice.')
export type FolderGrant = z.output<typeof grantsSchema>[number]

const displayNameSchema = z.string().trim().max(100, 'A display name has at most 100 characters.')
const summarySchema = z.string().trim().max(1000, 'A summary has at most 1000 characters.')

export const createFolderSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name.')
    .max(50, 'A name has at most 50 characters.')
    .regex(/^[\w-]+$/, 'A name has only letters, digits, _ and -.'),
  displayName: displayNameSchema.default(''),
  summary: summarySchema.default(''),
  /** Beside its maker, who owns it. */
  grants: grantsSchema.default([]),
})
export type CreateFolder = z.output<typeof createFolderSchema>

/** What is absent stays. */
export const updateFolderSchema = z.object({
  name: z.string(),
  displayName: displayNameSchema.optional(),
  summary: summarySchema.optional(),
  grants: grantsSchema.optional(),
})
export type UpdateFolder = z.output<typeof updateFolderSchema>

export const folderSchema = z.object({ name: z.string() })
export type NamedFolder = z.output<typeof folderSchema>

export const shareFolderSchema = z.object({ name: z.string(), grants: grantsSchema })
export type ShareFolder = z.output<typeof shareFolderSchema>

/** A folder and who may do what in it. */
export type FolderSummary = {
  name: string
  /** '' where it is called by its name. */
  displayName: string
  summary: string
  createdBy: string
  createdAt: Date
  grants: FolderGrant[]
  /** What the actor may do; null for admins without a grant, who may do everything. */
  access: FolderAccess | null
  /** Owners and admins: who may see it, what it is called, whether it stays. */
  mayShare: boolean
}
