import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listLinkedResources } from '@/lib/storage-settings/list-linked-resources'
import { canReadPath, canWritePath } from './can-read-path'
import { findStoredResource, type StoredResource } from './store'
import { isStorageType } from './types/open-resource-value'

/** Whether the actor may read the resource there: by its path, or because a public storage shows it to everybody. */
export async function canReadResource(ctx: Context, path: string): Promise<boolean> {
  if (await canReadPath(ctx, 'resource', path)) return true
  return (await listLinkedResources(ctx.workspace.id)).get(path)?.isPublic ?? false
}

/** The resource there. Throws `not_found` alike for one that is not there and one that the actor may not read. */
export async function getReadableResource(ctx: Context, path: string): Promise<StoredResource> {
  const row = (await canReadResource(ctx, path)) ? await findStoredResource(ctx.workspace.id, path) : null
  if (!row) throw new AppError('not_found', `There is no resource ${path}, or you may not see it.`)
  return row
}

/**
 * The same with its secrets: for whoever may read that very resource, not because a public storage shows it, and not for a
 * token that may only read, since the keys of a bucket may do more.
 */
export async function getResourceWithSecrets(ctx: Context, path: string): Promise<StoredResource> {
  const row = (await canReadPath(ctx, 'resource', path)) ? await findStoredResource(ctx.workspace.id, path) : null
  if (!row) throw new AppError('not_found', `There is no resource ${path}, or you may not read its keys.`)
  const { credential } = ctx
  if (credential.kind === 'token' && credential.scope.readOnly && isStorageType(row.resourceType))
    throw new AppError('forbidden', `This token may only read, and the keys of ${path} may do more. Use another one.`)
  return row
}

/** The same for changing it. Throws `forbidden` when the actor may only read it. */
export async function getWritableResource(ctx: Context, path: string): Promise<StoredResource> {
  const row = await getReadableResource(ctx, path)
  if (!(await canWritePath(ctx, 'resource', path)))
    throw new AppError('forbidden', `You may see ${path} but not change it. Ask its owner or an admin.`)
  return row
}
