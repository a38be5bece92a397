import 'server-only'
import type { Context } from '@/lib/auth/context'
import { listLinkedResources } from '@/lib/storage-settings/list-linked-resources'
import { canWritePath } from './can-read-path'
import { describeResource } from './describe-resource'
import { getReadableResource } from './get-readable-resource'
import type { ResourceDetails, ResourcePath } from './schema'

/** A resource as screens see it, its secrets as marks. Throws `not_found`. */
export async function getResource(ctx: Context, { path }: ResourcePath): Promise<ResourceDetails> {
  const row = await getReadableResource(ctx, path)
  const linked = await listLinkedResources(ctx.workspace.id)
  return describeResource(ctx.workspace.id, row, {
    mayWrite: await canWritePath(ctx, 'resource', path),
    usedBy: linked.get(path)?.storages ?? [],
  })
}
