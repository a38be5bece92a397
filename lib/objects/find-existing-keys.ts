import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireAllowed } from '@/lib/permissions/rules'
import { checkKey } from '@/lib/storage/keys'
import { inParallel } from './in-parallel'
import type { ExistingKeys } from './schema'

const PARALLEL = 16

/** Which of the keys exist already, so that an upload can ask before it replaces them. */
export async function findExistingKeys(ctx: Context, { storage, keys }: ExistingKeys): Promise<string[]> {
  const { store, rules } = await ctx.openStorage(storage)
  for (const key of keys) requireAllowed(rules, 'read', checkKey(key))
  const existing: string[] = []
  await inParallel(keys, PARALLEL, async (key) => {
    if (await store.head(key)) existing.push(key)
  })
  return existing
}
