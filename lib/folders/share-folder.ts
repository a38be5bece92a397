import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listMembers } from '@/lib/people/list-members'
import { findFolderAccess } from './find-folder-access'
import type { ShareFolder } from './schema'
import { findStoredFolder, replaceGrants } from './store'

/** Decides who may do what in a folder. For its owners and for admins. */
export async function shareFolder(ctx: Context, { name, grants }: ShareFolder): Promise<{ name: string }> {
  const access = await findFolderAccess(ctx, name)
  const folder = ctx.isAdmin || access !== null ? await findStoredFolder(ctx.workspace.id, name) : null
  if (!folder) throw new AppError('not_found', `There is no folder f/${name}, or you may not see it.`)
  if (!ctx.isAdmin && access !== 'owner')
    throw new AppError('forbidden', `Only owners of f/${name} and admins decide who may see it.`)
  // Admins need no owner to come back in.
  if (!ctx.isAdmin && !grants.some((grant) => grant.access === 'owner'))
    throw new AppError('invalid', 'A folder needs at least one owner.')
  await requireMembers(ctx, grants, folder.grants)
  await replaceGrants(ctx.workspace.id, name, grants)
  const subjects = grants.map(({ subject, access }) => `${subject}: ${access}`)
  await recordAudit(ctx, {
    ...{ operation: 'folder.update', action: 'update', resource: `f/${name}` },
    parameters: { grants: subjects },
  })
  return { name }
}

/** Throws `invalid` for a new subject that nobody has. Those who have left may stay until somebody takes them out. */
async function requireMembers(ctx: Context, grants: ShareFolder['grants'], before: { subject: string }[]) {
  const known = [...before.map(({ subject }) => subject), 'g/all']
  const added = grants.filter(({ subject }) => !known.includes(subject))
  if (added.length === 0) return
  const members = (await listMembers(ctx)).map(({ username }) => `u/${username}`)
  const unknown = added.find(({ subject }) => !members.includes(subject))
  if (unknown) throw new AppError('invalid', `Nobody in this workspace has the username ${unknown.subject.slice(2)}.`)
}
