import 'server-only'
import type { PathReader, WorkspaceId } from '@/lib/auth/context'
import { featuresOf } from '@/lib/doctor/features-of'
import { AppError } from '@/lib/errors'
import { cachedIdentity } from '@/lib/people/identity-cache'
import type { ObjectStore } from '@/lib/storage/object-store'
import { withRecentHeads } from './recent-heads'
import { resolveStored } from './resolve-stored'
import { findStoredResource } from './store'
import { pooledStore } from './store-pool'
import { isStorageType, openResourceValue } from './types/open-resource-value'

// A disk of this machine is asked as quickly as a memory.
const LOCAL = 'filesystem'

/**
 * Opens the object store that a resource describes. Its credentials go no further than the store. The store is shared
 * with other requests: nobody but the pool closes it. A caller who named the path needs the right to all that it refers to.
 */
export async function openResourceStore(
  workspaceId: WorkspaceId,
  path: string,
  caller?: PathReader,
): Promise<ObjectStore> {
  const resolve = () => resolveResource(workspaceId, path, caller)
  const resolved = await (caller ? resolve() : cachedIdentity(`resource:${workspaceId}:${path}`, resolve))
  if (!resolved) throw new AppError('not_found', `There is no resource ${path}.`)
  const { id, resourceType, ambient, value, uses } = resolved
  // A resource that was moved is another identity.
  const holder = { workspaceId, path }
  return pooledStore({ id, resourceType, value: { value, ambient, holder, uses } }, async () => {
    const store = await openResourceValue(resourceType, value, { ambient, holder, uses })
    return resourceType === LOCAL ? store : withRecentHeads(store)
  })
}

async function resolveResource(workspaceId: WorkspaceId, path: string, caller?: PathReader) {
  const row = await findStoredResource(workspaceId, path)
  if (!row) return null
  const { id, resourceType, ambient } = row
  if (!isStorageType(resourceType)) throw new AppError('invalid', `Resources of type ${resourceType} hold no files.`)
  const value = await resolveStored(workspaceId, row, caller)
  const { multipart, conditionalWrites, checksums, tagging } = await featuresOf(row)
  return { id, resourceType, ambient, value, uses: { multipart, conditionalWrites, checksums, tagging } }
}
