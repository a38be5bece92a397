import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { canReadPath, canWritePath } from '@/lib/resources/can-read-path'
import { findStoredVariable, type StoredVariable } from './store'

/** The variable there. Throws `not_found` alike for one that is not there and one that the actor may not read. */
export async function getReadableVariable(ctx: Context, path: string): Promise<StoredVariable> {
  const row = (await canReadPath(ctx, 'variable', path)) ? await findStoredVariable(ctx.workspace.id, path) : null
  if (!row) throw new AppError('not_found', `There is no variable ${path}, or you may not see it.`)
  return row
}

/** The same for changing it. Throws `forbidden` when the actor may only read it. */
export async function getWritableVariable(ctx: Context, path: string): Promise<StoredVariable> {
  const row = await getReadableVariable(ctx, path)
  if (!(await canWritePath(ctx, 'variable', path)))
    throw new AppError('forbidden', `You may see ${path} but not change it. Ask its owner or an admin.`)
  return row
}
