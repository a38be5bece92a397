import 'server-only'
import type { Context } from '@/lib/auth/context'
import { inParallel } from './in-parallel'
import type { ExistingKeys } from './schema'

const PARALLEL = 16

/**
 * Which of the keys exist already, so that an upload can ask before it replaces them. Of those that the actor may not read nothing
 * is told: their upload is refused, or finds out by itself.
 */
export async function findExistingKeys(ctx: Context, { storage, keys }: ExistingKeys): Promise<string[]> {
  const opened = await ctx.openStorage(storage)
  const readable = keys.filter((key) => opened.may('read', key))
  if (readable.length === 0) return []
  const store = opened.authorize('read', readable)
  const existing: string[] = []
  await inParallel(readable, PARALLEL, async (key) => {
    if (await store.head(key)) existing.push(key)
  })
  return existing
}
