import 'server-only'
import type { Context } from '@/lib/auth/context'
import { canReadPath, ownsPath } from '@/lib/resources/can-read-path'
import { missingItem } from './missing-item'
import type { Item, ItemGrants } from './schema'
import { itemExists, listStoredGrants, listSubjects } from './store'
import { EVERYBODY } from './subject'

/** Who may use an item beyond its path; whoever may read it may know. Throws `not_found`. */
export async function listGrants(ctx: Context, item: Item): Promise<ItemGrants> {
  const { id } = ctx.workspace
  const readable = (await canReadPath(ctx, item.kind, item.path)) && (await itemExists(id, item))
  if (!readable) throw missingItem(item)
  const mayChange = await ownsPath(ctx, item.path)
  const [grants, subjects] = await Promise.all([listStoredGrants(id, item), mayChange ? listSubjects(id) : []])
  return { grants, mayChange, subjects: mayChange ? [EVERYBODY, ...subjects] : [] }
}
