import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { listStoredResources } from './store'
import { dropPooledStore } from './store-pool'

/** Remembers the resources of a workspace that is about to go; calling what it answers closes their stores. */
export async function holdWorkspaceStores(workspaceId: WorkspaceId): Promise<() => void> {
  const ids = (await listStoredResources(workspaceId)).map(({ id }) => id)
  return () => ids.forEach(dropPooledStore)
}
