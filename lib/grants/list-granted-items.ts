import 'server-only'
import type { Context } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { type Item, itemKindSchema } from './schema'
import { findGrantsOf } from './store'

/** The items that one subject has extra permissions of, for whoever manages that subject. */
export async function listGrantedItems(ctx: Context, subject: string): Promise<Item[]> {
  const grants = await findGrantsOf(ctx.workspace.id, [subject])
  return grants.map(({ kind, path }) => ({ kind: parse(itemKindSchema, kind), path }))
}
