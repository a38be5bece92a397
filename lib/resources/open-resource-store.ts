import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { ObjectStore } from '@/lib/storage/object-store'
import { findStoredResource } from './store'

/** Opens the object store that a resource describes. Its credentials go no further than the store. */
export async function openResourceStore(workspaceId: WorkspaceId, path: string): Promise<ObjectStore> {
  const resource = await findStoredResource(workspaceId, path)
  if (!resource) throw new AppError('not_found', `There is no resource ${path}.`)
  throw new AppError('unavailable', `Resources of type ${resource.resourceType} cannot be opened.`)
}
