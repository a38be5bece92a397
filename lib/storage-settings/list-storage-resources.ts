import 'server-only'
import type { Context } from '@/lib/auth/context'
import { listResources } from '@/lib/resources/list-resources'
import { findResourceType } from '@/lib/resources/types'
import { isStorageType } from '@/lib/resources/types/open-resource-value'

/** The resources that can be linked as a storage. */
export async function listStorageResources(ctx: Context) {
  const resources = await listResources(ctx, {})
  return resources
    .filter(({ resourceType }) => isStorageType(resourceType))
    .map(({ path, resourceType, description }) => ({
      path,
      description,
      typeLabel: findResourceType(resourceType)?.label ?? resourceType,
    }))
}
