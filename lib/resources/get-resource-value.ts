import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireStoredDestination } from './destination'
import { getResourceWithSecrets } from './get-readable-resource'
import { findReferences } from './references'
import { interpolateForActor, resolveForActor } from './resolve-for-actor'
import type { ResourcePath } from './schema'
import { checkValue } from './seal-value'
import type { StoredResource } from './store'
import { findResourceType } from './types'
import type { ResourceType, ResourceValue } from './types/resource-type'
import { unsealAny, unsealValue } from './unseal-value'
import { withBucket } from './with-bucket'

/** The value of a resource, secrets in clear and references as they are written, for whoever may read it. */
export async function getResourceValue(ctx: Context, { path }: ResourcePath): Promise<unknown> {
  return unsealAny(ctx.workspace.id, await getResourceWithSecrets(ctx, path))
}

/**
 * The same with what its references stand for in their places, and with the `bucket` that scripts build addresses from. Throws `invalid`, naming it, for a reference to what the
 * reader may not read or that leads back to itself.
 */
export async function getInterpolatedValue(ctx: Context, { path }: ResourcePath): Promise<unknown> {
  const row = await getResourceWithSecrets(ctx, path)
  const type = findResourceType(row.resourceType)
  return type
    ? withBucket(type, { value: await interpolateFields(ctx, row, type), path })
    : interpolateForActor(ctx, unsealAny(ctx.workspace.id, row), path)
}

async function interpolateFields(ctx: Context, row: StoredResource, type: ResourceType): Promise<ResourceValue> {
  const value = unsealValue(ctx.workspace.id, row)
  if (findReferences(value).length === 0) return value
  const resolved = checkValue(type, await resolveForActor(ctx, type, value), { followed: true })
  // Its secrets and where they go belong together, also for whoever puts them together themselves.
  requireStoredDestination(type, row, { value, resolved })
  return resolved
}
