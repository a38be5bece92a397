import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { ownsPath } from '@/lib/resources/can-read-path'
import { getWritableScript } from './get-readable-script'
import type { ScriptPath } from './schema'
import { archiveScripts, removeScripts } from './store'

/** Takes a script out of use; its versions stay. Throws `not_found` when nothing runs there. */
export async function archiveScript(ctx: Context, { path }: ScriptPath): Promise<ScriptPath> {
  await getWritableScript(ctx, path)
  if (!(await archiveScripts(ctx.workspace.id, path))) throw new AppError('not_found', `${path} is archived already.`)
  await recordAudit(ctx, { operation: 'scripts.archive', action: 'delete', resource: path })
  return { path }
}

/** Deletes a script with all its versions. For admins and whoever owns the place where it lies. */
export async function deleteScript(ctx: Context, { path }: ScriptPath): Promise<ScriptPath> {
  await getWritableScript(ctx, path)
  if (!(await ownsPath(ctx, path)))
    throw new AppError('forbidden', `Only owners of the folder of ${path} and admins delete it. You can archive it.`)
  await removeScripts(ctx.workspace.id, path)
  await recordAudit(ctx, { operation: 'scripts.delete', action: 'delete', resource: path })
  return { path }
}
