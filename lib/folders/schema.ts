import * as z from 'zod'

/** Ascending: each includes the one before. */
export const folderAccessSchema = z.enum(['read', 'write', 'owner'])
export type FolderAccess = z.output<typeof folderAccessSchema>
