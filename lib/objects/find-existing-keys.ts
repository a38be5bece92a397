import 'server-only'
import type { Context } from '@/lib/auth/context'
import { inParallel } from './in-parallel'
import type { ExistingKeys } from './schema'

const PARALLEL = 16

/** Which of the keys exist already, so that an upload can ask before it replaces them. */
export async function findExistingKeys(ctx: Context, { storage, keys }: ExistingKeys): Promise<string[]> {
  if (keys.length === 0) return []
  const store = (await ctx.openStorage(storage)).authorize('read', keys)
  const existing: string[] = []
  await inParallel(keys, PARALLEL, async (key) => {
    if (await store.head(key)) existing.push(key)
  })
  return existing
}
