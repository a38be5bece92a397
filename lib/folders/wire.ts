import * as z from 'zod'
import { parse } from '@/lib/parse'
import {
  type CreateFolder,
  createFolderSchema,
  type FolderGrant,
  type FolderSummary,
  type UpdateFolder,
  updateFolderSchema,
} from './schema'

/** true: may change what lies in it as well. */
const extraPermsSchema = z.record(z.string(), z.boolean())

const fields = {
  summary: z.string().nullish(),
  display_name: z.string().nullish(),
  owners: z.array(z.string()).nullish(),
  extra_perms: extraPermsSchema.nullish(),
}

/** What published clients send for a new folder. */
export const newFolderSchema = z.object({ name: z.string(), ...fields })

/** What is absent stays. */
export const editFolderSchema = z.object(fields)

export const addOwnerSchema = z.object({ owner: z.string() })

/** `write`: what is left to somebody who is no owner any more; absent, they may still change what lies in it. */
export const removeOwnerSchema = z.object({ owner: z.string(), write: z.boolean().nullish() })

export const wireFolderSchema = z.object({
  name: z.string(),
  display_name: z.string(),
  summary: z.string(),
  owners: z.array(z.string()),
  extra_perms: extraPermsSchema,
  created_by: z.string(),
})

type Accesses = { owners: string[]; extra_perms: Record<string, boolean> }

/** The input of `createFolder`. */
export function toNewFolder(body: z.output<typeof newFolderSchema>): CreateFolder {
  const { name, summary, display_name: displayName, owners, extra_perms } = body
  const grants = toGrants({ owners: owners ?? [], extra_perms: extra_perms ?? {} })
  return parse(createFolderSchema, { name, summary: summary ?? '', displayName: displayName ?? '', grants })
}

/** The input of `updateFolder`: owners and extra permissions come apart, and what only one of them says leaves the other. */
export function toFolderChange(
  folder: FolderSummary,
  { summary, display_name, owners, extra_perms }: z.output<typeof editFolderSchema>,
): UpdateFolder {
  const before = describeAccesses(folder.grants)
  const grants =
    owners || extra_perms
      ? toGrants({ owners: owners ?? before.owners, extra_perms: extra_perms ?? before.extra_perms })
      : undefined
  const { name } = folder
  return parse(updateFolderSchema, {
    ...{ name, grants },
    summary: summary ?? undefined,
    displayName: display_name ?? undefined,
  })
}

/** A folder in the words of published clients. */
export function describeFolder(folder: FolderSummary): z.output<typeof wireFolderSchema> {
  const { name, displayName: display_name, summary, createdBy: created_by, grants } = folder
  return { name, display_name, summary, created_by, ...describeAccesses(grants) }
}

/** Who owns a folder, and who may read (false) or change (true) what lies in it; owners are among them. */
export function describeAccesses(grants: readonly FolderGrant[]): Accesses {
  const owners = grants.filter(({ access }) => access === 'owner').map(({ subject }) => subject)
  return { owners, extra_perms: Object.fromEntries(grants.map(({ subject, access }) => [subject, access !== 'read'])) }
}

function toGrants({ owners, extra_perms }: Accesses) {
  const others = Object.entries(extra_perms).filter(([subject]) => !owners.includes(subject))
  return [
    ...[...new Set(owners)].map((subject) => ({ subject, access: 'owner' as const })),
    ...others.map(([subject, write]) => ({ subject, access: write ? ('write' as const) : ('read' as const) })),
  ]
}
