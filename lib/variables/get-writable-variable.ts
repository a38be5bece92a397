import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { canReadPath, canWritePath } from '@/lib/resources/can-read-path'
import { findStoredVariable, type StoredVariable } from './store'

/** The variable there, for changing it. Throws `not_found`, or `forbidden` when the actor may only read it. */
export async function getWritableVariable(ctx: Context, path: string): Promise<StoredVariable> {
  const row = (await canReadPath(ctx, 'variable', path)) ? await findStoredVariable(ctx.workspace.id, path) : null
  if (!row) throw new AppError('not_found', `There is no variable ${path}, or you may not see it.`)
  if (!(await canWritePath(ctx, 'variable', path)))
    throw new AppError('forbidden', `You may see ${path} but not change it. Ask its owner or an admin.`)
  return row
}
