import 'server-only'
import type { Context } from '@/lib/auth/context'
import { listResources } from '@/lib/resources/list-resources'
import { PRIMARY_STORAGE } from './schema'
import { listStoredStorages, type StoredStorage } from './store'
import { describeLink } from './wire'

/**
 * The storages of the workspace in the form of published clients; undefined when there are none. Resources are told to who may see them,
 * rules to admins.
 */
export async function getLargeFileStorage(ctx: Context) {
  const [storages, readable] = await Promise.all([listStoredStorages(ctx.workspace.id), listResources(ctx, {})])
  const types = new Map(readable.map(({ path, resourceType }) => [path, resourceType]))
  const describe = (storage: StoredStorage) =>
    describeLink(ctx.isAdmin ? storage : { ...storage, rules: null }, types.get(storage.resourcePath) ?? null)
  const primary = storages.find(({ name }) => name === PRIMARY_STORAGE)
  if (!primary) return undefined
  const secondary = storages
    .filter((storage) => storage !== primary)
    .map((storage) => [storage.name, describe(storage)])
  return { ...describe(primary), secondary_storage: Object.fromEntries(secondary) }
}
