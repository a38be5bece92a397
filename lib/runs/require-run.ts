import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findRun, type StoredRun } from './store'

/** A run that the actor started, or any of the workspace for its admins. Throws `not_found`. */
export async function requireRun(ctx: Context, id: string): Promise<StoredRun> {
  const userId = ctx.isAdmin ? undefined : ctx.person.id
  const found = await findRun({ id, workspaceId: ctx.workspace.id, userId })
  if (!found) throw new AppError('not_found', `There is no job ${JSON.stringify(id)}, or somebody else started it.`)
  return found
}
