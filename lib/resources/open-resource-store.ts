import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { ObjectStore } from '@/lib/storage/object-store'
import { resolveValue } from './resolve-value'
import { findStoredResource } from './store'
import { pooledStore } from './store-pool'
import { openResourceValue } from './types/open-resource-value'
import { unsealValue } from './unseal-value'

/**
 * Opens the object store that a resource describes. Its credentials go no further than the store. The store is shared
 * with other requests: nobody but the pool closes it.
 */
export async function openResourceStore(workspaceId: WorkspaceId, path: string): Promise<ObjectStore> {
  const row = await findStoredResource(workspaceId, path)
  if (!row) throw new AppError('not_found', `There is no resource ${path}.`)
  const { id, resourceType } = row
  const value = await resolveValue(workspaceId, unsealValue(workspaceId, row))
  return pooledStore({ id, resourceType, value }, () => openResourceValue(resourceType, value))
}
