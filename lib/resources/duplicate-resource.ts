import 'server-only'
import type { Context } from '@/lib/auth/context'
import { canWritePath } from './can-read-path'
import { createResource } from './create-resource'
import { destinationOf, requireStoredDestination } from './destination'
import { getReadableResource } from './get-readable-resource'
import { placeResource } from './place-resource'
import { sealDraft } from './prepare-value'
import { requireTypeRights } from './require-type-rights'
import { resolveForActor } from './resolve-for-actor'
import type { DuplicateResource } from './schema'
import type { StoredResource } from './store'
import { findResourceType, getResourceType } from './types'
import { readColumns, unsealAny, unsealValue } from './unseal-value'

type Copied = { path: string; withoutSecrets: boolean }

/**
 * Stores a copy at another path. Its secrets come along for whoever may change the original; a reader would make them
 * their own for good.
 */
export async function duplicateResource(
  ctx: Context,
  { path, newPath, newFolder }: DuplicateResource,
): Promise<Copied> {
  const row = await getReadableResource(ctx, path)
  const place = { path: newPath, newFolder }
  const { resourceType, description } = row
  // Whoever may read it sees all of it, so all of it comes along.
  if (!findResourceType(resourceType)) {
    const value = unsealAny(ctx.workspace.id, row)
    return { ...(await createResource(ctx, { ...place, resourceType, description, value })), withoutSecrets: false }
  }
  const hasSecrets = Object.keys(readColumns(row).sealed).length > 0
  if (hasSecrets && !(await canWritePath(ctx, 'resource', path))) return copyWithoutSecrets(ctx, row, place)
  const value = unsealValue(ctx.workspace.id, row)
  const type = getResourceType(resourceType)
  requireStoredDestination(type, row, { value, resolved: await resolveForActor(ctx, type, value) })
  const copy = await createResource(ctx, { ...place, resourceType, description, value })
  return { ...copy, withoutSecrets: false }
}

/** The copy opens nothing until somebody enters its secrets. */
async function copyWithoutSecrets(
  ctx: Context,
  row: StoredResource,
  place: { path: string; newFolder?: boolean },
): Promise<Copied> {
  const { resourceType, description } = row
  const type = getResourceType(resourceType)
  requireTypeRights(ctx, type)
  const { value } = readColumns(row)
  const resolved = await resolveForActor(ctx, type, value)
  const draft = { value, ambient: false, destination: destinationOf(type, value, resolved) }
  const prepared = sealDraft(type, draft, { workspaceId: ctx.workspace.id, path: place.path })
  const copy = await placeResource(ctx, { ...place, description, resourceType, prepared })
  return { ...copy, withoutSecrets: true }
}
