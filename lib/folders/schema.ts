import * as z from 'zod'

/** Ascending: each includes the one before. */
export const folderAccessSchema = z.enum(['read', 'write', 'owner'])
export type FolderAccess = z.output<typeof folderAccessSchema>

const subjectSchema = z.string().regex(/^(u\/[\w-]+|g\/all)$/, 'Choose a member of the workspace, or everybody.')

export const shareFolderSchema = z.object({
  name: z.string(),
  grants: z
    .array(z.object({ subject: subjectSchema, access: folderAccessSchema }))
    .max(500)
    .refine(
      (grants) => new Set(grants.map(({ subject }) => subject)).size === grants.length,
      'Somebody is listed twice.',
    ),
})
export type ShareFolder = z.output<typeof shareFolderSchema>

/** A folder and who may do what in it. */
export type FolderSummary = {
  name: string
  grants: { subject: string; access: FolderAccess }[]
  /** What the actor may do; null for admins without a grant, who may do everything. */
  access: FolderAccess | null
  mayShare: boolean
}
