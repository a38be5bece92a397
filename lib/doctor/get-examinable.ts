import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { StoredResource } from '@/lib/resources/find-resource-at'
import { getReadableResource, getWritableResource } from '@/lib/resources/get-readable-resource'
import { requireTypeRights } from '@/lib/resources/require-type-rights'
import { resolveForActor } from '@/lib/resources/resolve-for-actor'
import { getResourceType } from '@/lib/resources/types'
import { isStorageType } from '@/lib/resources/types/open-resource-value'
import { readColumns } from '@/lib/resources/unseal-value'
import { listLinkedResources } from '@/lib/storage-settings/list-linked-resources'

/**
 * A resource that the actor may look into with the doctor: whoever may change it, and for storages the admins of the workspace; and
 * who may read all that it refers to, since the evidence tells some of it. Throws `not_found`, `forbidden` or `invalid`.
 */
export async function getExaminable(ctx: Context, path: string): Promise<StoredResource> {
  const row = await getReadableResource(ctx, path)
  if (!isStorageType(row.resourceType))
    throw new AppError(
      'invalid',
      `Resources of type ${row.resourceType} hold no files, so there is nothing to look into.`,
    )
  const type = getResourceType(row.resourceType)
  if (!ctx.isAdmin || !(await listLinkedResources(ctx.workspace.id)).has(path)) {
    await getWritableResource(ctx, path)
    requireTypeRights(ctx, type)
  }
  await resolveForActor(ctx, type, readColumns(row).value)
  return row
}
