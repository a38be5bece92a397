import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireStorage } from '@/lib/storage-settings/require-storage'
import { openTarget } from './open-target'
import type { Target } from './schema'

/** Asks a storage, or a resource that the actor may read, whether it answers. What it answers is told to nobody. */
export async function testConnection(ctx: Context, input: Target, signal?: AbortSignal): Promise<null> {
  if (!input.s3_resource_path) await requireStorage(ctx, input.storage)
  await (await openTarget(ctx, input)).forListing().list({ limit: 1, signal })
  return null
}
