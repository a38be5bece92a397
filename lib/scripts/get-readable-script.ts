import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { canReadPath, canWritePath } from '@/lib/resources/can-read-path'
import { findNewestScript, findScriptByHash, type StoredScript } from './store'

/** The newest version there. Throws `not_found` alike for what is not there and what the actor may not read. */
export async function getReadableScript(ctx: Context, path: string): Promise<StoredScript> {
  const row = (await canReadPath(ctx, 'script', path)) ? await findNewestScript(ctx.workspace.id, path) : null
  if (!row) throw new AppError('not_found', `script at name ${path} does not exist, or you may not see it.`)
  return row
}

/** One version by its hash. Throws `not_found` in the same way. */
export async function getReadableVersion(ctx: Context, hash: string): Promise<StoredScript> {
  const row = await findScriptByHash(ctx.workspace.id, hash)
  if (row && (await canReadPath(ctx, 'script', row.path))) return row
  throw new AppError('not_found', `script at hash ${JSON.stringify(hash)} does not exist, or you may not see it.`)
}

/** The newest version there, for changing it. Throws `forbidden` when the actor may only read it. */
export async function getWritableScript(ctx: Context, path: string): Promise<StoredScript> {
  const row = await getReadableScript(ctx, path)
  if (await canWritePath(ctx, 'script', path)) return row
  throw new AppError('forbidden', `You may see ${path} but not change it. Ask its owner or an admin.`)
}
