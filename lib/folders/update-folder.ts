import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { requireSubjects } from '@/lib/grants/require-subjects'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { getOwnedFolder } from './get-owned-folder'
import { missingFolder } from './missing-folder'
import type { FolderGrant, FolderSummary, NamedFolder, UpdateFolder } from './schema'
import { updateFolder as changeFolder } from './store'

/** Changes what a folder is called and, where they are given, who may do what in it. For its owners and for admins. */
export async function updateFolder(ctx: Context, { name, ...change }: UpdateFolder): Promise<NamedFolder> {
  const folder = await getOwnedFolder(ctx, name)
  if (change.grants) await requireGrants(ctx, change.grants, folder)
  if (!(await changeFolder(ctx.workspace.id, name, change))) throw missingFolder(name)
  forgetIdentities()
  const { grants, ...texts } = change
  const parameters = { ...texts, grants: grants?.map(({ subject, access }) => `${subject}: ${access}`) }
  await recordAudit(ctx, { operation: 'folder.update', action: 'update', resource: `f/${name}`, parameters })
  return { name }
}

async function requireGrants(ctx: Context, grants: FolderGrant[], folder: FolderSummary): Promise<void> {
  // Admins need no owner to come back in.
  if (!ctx.isAdmin && !grants.some((grant) => grant.access === 'owner'))
    throw new AppError('invalid', 'A folder needs at least one owner.')
  await requireSubjects(
    ctx,
    grants.map(({ subject }) => subject),
    folder.grants.map(({ subject }) => subject),
  )
}
