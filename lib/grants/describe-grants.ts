import 'server-only'
import type { Context } from '@/lib/auth/context'
import type { ItemKind } from './schema'
import { listGrantsOfKind } from './store'

/** By subject whether they may change an item beyond its path, or only read it: `extra_perms` of the published clients. */
export type ExtraPerms = Record<string, boolean>

/** The extra permissions of items by path, with one question to the database. For whoever may read the item. */
export async function extraPermsOf(ctx: Context, kind: ItemKind): Promise<(path: string) => ExtraPerms> {
  const byPath = new Map<string, ExtraPerms>()
  for (const { path, subject, write } of await listGrantsOfKind(ctx.workspace.id, kind))
    byPath.set(path, { ...byPath.get(path), [subject]: write })
  return (path) => byPath.get(path) ?? {}
}
