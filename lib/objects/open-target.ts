import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { fullAccess } from '@/lib/permissions/rules'
import { canReadPath } from '@/lib/resources/can-read-path'
import { openResourceStore } from '@/lib/resources/open-resource-store'
import { limitAccess, requireStorageScope } from '@/lib/storage-settings/access-of'
import { openedFor } from '@/lib/storage-settings/concealed-store'
import { OpenStorage } from '@/lib/storage-settings/opened-storage'
import type { Target } from './schema'

/** Opens what a request means. A resource by path always needs the caller's own right to that resource and to all that it refers to. */
export async function openTarget(ctx: Context, { storage, s3_resource_path: path }: Target): Promise<OpenStorage> {
  if (!path) return ctx.openStorage(storage)
  requireStorageScope(ctx, null)
  if (!(await canReadPath(ctx, 'resource', path)))
    throw new AppError('not_found', `There is no resource ${path} that you may read.`)
  const store = await openedFor(ctx, () => openResourceStore(ctx.workspace.id, path, ctx))
  return new OpenStorage({ name: path, access: limitAccess(ctx, fullAccess), store })
}
