import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findTransfer, type StoredTransfer } from './store'

/** A transfer that the actor started, or any of the workspace for its admins. Throws `not_found`. */
export async function requireTransfer(ctx: Context, id: string): Promise<StoredTransfer> {
  const userId = ctx.isAdmin ? undefined : ctx.person.id
  const found = await findTransfer({ id, workspaceId: ctx.workspace.id, userId })
  if (!found) throw new AppError('not_found', 'There is no such transfer, or somebody else started it.')
  return found
}
