import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { findStoredResource, type StoredResource } from './store'

export type { StoredResource }

/** The resource at a path, secrets sealed, for what the server does by itself; null when there is none. */
export function findResourceAt(workspaceId: WorkspaceId, path: string): Promise<StoredResource | null> {
  return findStoredResource(workspaceId, path)
}
