import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { fullAccess } from '@/lib/permissions/rules'
import { canReadPath } from '@/lib/resources/can-read-path'
import { openResourceStore } from '@/lib/resources/open-resource-store'
import type { OpenStorage } from '@/lib/storage-settings/open-storage'
import type { Target } from './schema'

/** Opens what a request means. A resource by path always needs the caller's own right to read that resource. */
export async function openTarget(ctx: Context, { storage, s3_resource_path: path }: Target): Promise<OpenStorage> {
  if (!path) return ctx.openStorage(storage)
  if (!(await canReadPath(ctx, path)))
    throw new AppError('not_found', `There is no resource ${path} that you may read.`)
  return { name: path, store: await openResourceStore(ctx.workspace.id, path), rules: fullAccess }
}
