import 'server-only'
import { AppError } from '@/lib/errors'
import { isAllowed, type Rule } from '@/lib/permissions/rules'

/** Throws `forbidden` unless the actor may see what lies under a prefix: a change of a whole folder would tell. */
export function requireBrowsing(rules: readonly Rule[], prefix: string): void {
  if (!isAllowed(rules, 'list', prefix))
    throw new AppError(
      'forbidden',
      'You may not browse this storage. Ask an admin of the workspace for access to its resource.',
    )
}
