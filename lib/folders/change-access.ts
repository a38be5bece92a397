import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { requireSubjects } from '@/lib/grants/require-subjects'
import { subjectSchema } from '@/lib/grants/subject'
import { parse } from '@/lib/parse'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { getOwnedFolder } from './get-owned-folder'
import type { FolderAccess, FolderSummary } from './schema'
import { putGrant, removeGrant } from './store'

type Change = {
  name: string
  subject: string
  /** null: none any more. */
  access: FolderAccess | null
}

/** Decides what one subject may do in a folder. For its owners and for admins. */
export async function changeAccess(ctx: Context, { name, subject, access }: Change): Promise<void> {
  const folder = await getOwnedFolder(ctx, name)
  if (access !== 'owner') requireOtherOwner(ctx, folder, subject)
  if (access !== null) await requireSubjects(ctx, [parse(subjectSchema, subject)], subjectsIn(folder))
  if (access === null) await removeGrant(ctx.workspace.id, name, subject)
  else await putGrant(ctx.workspace.id, name, { subject, access })
  forgetIdentities()
  const parameters = access === null ? { removed: subject } : { grants: [`${subject}: ${access}`] }
  await recordAudit(ctx, { operation: 'folder.update', action: 'update', resource: `f/${name}`, parameters })
}

/** The same for an access beside ownership: owners keep theirs. */
export async function changeExtraAccess(ctx: Context, change: Change): Promise<void> {
  const folder = await getOwnedFolder(ctx, change.name)
  if (accessIn(folder, change.subject) !== 'owner') await changeAccess(ctx, change)
}

/** Takes ownership away from whoever has it, and leaves them what is said. */
export async function removeOwner(ctx: Context, change: Change): Promise<void> {
  const folder = await getOwnedFolder(ctx, change.name)
  if (accessIn(folder, change.subject) === 'owner') await changeAccess(ctx, change)
}

function requireOtherOwner(ctx: Context, { grants }: FolderSummary, subject: string): void {
  // Admins need no owner to come back in.
  if (ctx.isAdmin || grants.some((grant) => grant.access === 'owner' && grant.subject !== subject)) return
  throw new AppError('invalid', 'A folder needs at least one owner.')
}

function accessIn({ grants }: FolderSummary, subject: string): FolderAccess | null {
  return grants.find((grant) => grant.subject === subject)?.access ?? null
}

function subjectsIn({ grants }: FolderSummary): string[] {
  return grants.map(({ subject }) => subject)
}
