import 'server-only'
import type { Context } from '@/lib/auth/context'
import { listResources } from '@/lib/resources/list-resources'
import { type ListStorageNames, PRIMARY_STORAGE, type StorageSummary } from './schema'
import { listStoredStorages } from './store'

/** The storages of the workspace, primary first. Details of a resource go only to whoever may see that resource. */
export async function listStorages(ctx: Context): Promise<StorageSummary[]> {
  const [storages, readable] = await Promise.all([listStoredStorages(ctx.workspace.id), listResources(ctx, {})])
  return storages.map(({ name, resourcePath, publicResource, rules }) => {
    const resource = readable.find(({ path }) => path === resourcePath)
    return {
      name,
      label: name === PRIMARY_STORAGE ? 'Primary storage' : name,
      mayBrowse: rules !== null || publicResource || resource !== undefined,
      type: resource?.resourceType ?? null,
      resourcePath: resource?.path ?? null,
    }
  })
}

/** Names alone, as the REST API tells them to every member; the primary one only when asked for. */
export async function listStorageNames(ctx: Context, { include_default }: ListStorageNames): Promise<string[]> {
  const names = (await listStoredStorages(ctx.workspace.id)).map(({ name }) => name)
  return names.filter((name) => include_default === 'true' || name !== PRIMARY_STORAGE)
}
