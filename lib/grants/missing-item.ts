import { AppError } from '@/lib/errors'
import type { Item } from './schema'

/** The same sentence for an item that is not there and one that the actor may not see. */
export function missingItem({ kind, path }: Item): AppError {
  return new AppError('not_found', `There is no ${kind} ${path}, or you may not see it.`)
}
