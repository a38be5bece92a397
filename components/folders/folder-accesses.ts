import { type FolderAccess, type FolderGrant, folderAccessSchema } from '@/lib/folders/schema'

export const accessWords: Record<FolderAccess, string> = {
  read: 'May see',
  write: 'May see and change',
  owner: 'Owner',
}

/** What somebody can be granted in a folder. */
export const folderAccesses = folderAccessSchema.options.map((value) => ({ value, label: accessWords[value] }))

/** Lines of a list of grants as grants of a folder. */
export function toFolderGrants(grants: { subject: string; access: string }[]): FolderGrant[] {
  return grants.map(({ subject, access }) => ({ subject, access: folderAccessSchema.parse(access) }))
}
