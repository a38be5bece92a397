import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listLinkedResources } from '@/lib/storage-settings/list-linked-resources'
import { storageLabel } from '@/lib/storage-settings/schema'
import { getWritableResource } from './get-readable-resource'
import type { ResourcePath } from './schema'
import { removeResource } from './store'
import { dropPooledStore } from './store-pool'

/** Deletes a resource. Throws `conflict`, naming the storages, while one uses it. */
export async function deleteResource(ctx: Context, { path }: ResourcePath): Promise<{ path: string }> {
  const row = await getWritableResource(ctx, path)
  const linked = (await listLinkedResources(ctx.workspace.id)).get(path)
  if (linked) throw inUse(path, linked.storages)
  await removeResource(ctx.workspace.id, path)
  dropPooledStore(row.id)
  await recordAudit(ctx, { operation: 'resources.delete', action: 'delete', resource: path })
  return { path }
}

function inUse(path: string, storages: string[]): AppError {
  const names = storages.map(storageLabel)
  return new AppError(
    'conflict',
    `${path} is in use as ${names.join(' and ')}. Choose another resource there, or remove the storage, and delete it then.`,
  )
}
