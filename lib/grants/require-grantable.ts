import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { canReadPath, ownsPath } from '@/lib/resources/can-read-path'
import { missingItem } from './missing-item'
import type { Item } from './schema'
import { itemExists } from './store'

/** Throws unless the item is there and the actor decides who may use it: `not_found` or `forbidden`. */
export async function requireGrantable(ctx: Context, item: Item): Promise<void> {
  const { kind, path } = item
  const readable = (await canReadPath(ctx, kind, path)) && (await itemExists(ctx.workspace.id, item))
  if (!readable) throw missingItem(item)
  if (!(await ownsPath(ctx, path)))
    throw new AppError(
      'forbidden',
      `Only whoever owns ${path.split('/').slice(0, 2).join('/')} and admins decide who may use ${path}.`,
    )
}
