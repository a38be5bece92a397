import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { cachedIdentity } from '@/lib/people/identity-cache'
import { listStoredStorages } from './store'

/** The storages that a resource is linked as; public when one of them shows it to every user of the workspace. */
type LinkedResource = { storages: string[]; isPublic: boolean }

/** Which resources the storages of a workspace use, by path. */
export async function listLinkedResources(workspaceId: WorkspaceId): Promise<Map<string, LinkedResource>> {
  const found = await cachedIdentity(`linked:${workspaceId}`, () => readLinks(workspaceId))
  return found ?? new Map()
}

async function readLinks(workspaceId: WorkspaceId): Promise<Map<string, LinkedResource>> {
  const linked = new Map<string, LinkedResource>()
  for (const { name, resourcePath, publicResource } of await listStoredStorages(workspaceId)) {
    const { storages, isPublic } = linked.get(resourcePath) ?? { storages: [], isPublic: false }
    linked.set(resourcePath, { storages: [...storages, name], isPublic: isPublic || publicResource })
  }
  return linked
}
