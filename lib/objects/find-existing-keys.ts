import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireAllowed } from '@/lib/permissions/rules'
import { checkKey } from '@/lib/storage/keys'
import type { ExistingKeys } from './schema'

const PARALLEL = 16

/** Which of the keys exist already, so that an upload can ask before it replaces them. */
export async function findExistingKeys(ctx: Context, { storage, keys }: ExistingKeys): Promise<string[]> {
  const { store, rules } = await ctx.openStorage(storage)
  for (const key of keys) requireAllowed(rules, 'read', checkKey(key))
  const existing: string[] = []
  const queue = [...keys]
  const work = async () => {
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) if (await store.head(key)) existing.push(key)
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
  return existing
}
