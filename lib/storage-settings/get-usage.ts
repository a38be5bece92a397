import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { mayListAllBelow } from '@/lib/permissions/access'
import type { GetUsage, StorageUsage } from './schema'
import { listStoredStorages, type StoredStorage } from './store'
import { countUsage } from './usage-count'

// Published clients wait five seconds for an answer, all storages together.
const WAIT_MS = 3000

/** How much lies in each storage that the actor may list as a whole. Big ones are counted on after the answer. */
export async function getUsage(ctx: Context, { refresh }: GetUsage): Promise<StorageUsage> {
  const all = await listStoredStorages(ctx.workspace.id)
  const counted = await Promise.all(all.map((storage) => usageOf(ctx, storage, refresh)))
  const storages = counted.filter((usage) => usage !== null)
  return { total_bytes: storages.reduce((sum, { bytes }) => sum + bytes, 0), storages }
}

/** Null where the actor may not list all of the storage, or where it does not answer. */
async function usageOf(ctx: Context, { name, resourcePath }: StoredStorage, refresh: boolean) {
  const opened = await ctx.openStorage(name).catch(nullIfExpected)
  if (!opened || !mayListAllBelow(opened.access, '')) return null
  const id = JSON.stringify([ctx.workspace.id, name, resourcePath])
  const usage = await countUsage(id, opened.forListing(), { refresh, waitMs: WAIT_MS })
  return usage && { storage: name, bytes: usage.bytes, computed_at: usage.at.toISOString() }
}

function nullIfExpected(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
