import type { ScriptSurroundings } from '@/components/scripts/script-surroundings'
import type { Context } from '@/lib/auth/context'
import { listResourceTypeNames } from '@/lib/resource-types/describe-types'
import { listResources } from '@/lib/resources/list-resources'
import { listStorages } from '@/lib/storage-settings/list-storages'

/** What the form of a script chooses from. */
export async function loadSurroundings(ctx: Context): Promise<ScriptSurroundings> {
  const [storages, resources, resourceTypes] = await Promise.all([
    listStorages(ctx),
    listResources(ctx, {}),
    listResourceTypeNames(ctx),
  ])
  return {
    storages: storages.map(({ name }) => name),
    resources: resources.map(({ path, resourceType, description }) => ({ path, resourceType, description })),
    resourceTypes,
  }
}
