import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { getWritableVariable } from './get-readable-variable'
import type { VariablePath } from './schema'
import { removeVariable } from './store'

/** Deletes a variable. A resource that refers to it says so when it is used next. */
export async function deleteVariable(ctx: Context, { path }: VariablePath): Promise<{ path: string }> {
  await getWritableVariable(ctx, path)
  await removeVariable(ctx.workspace.id, path)
  await recordAudit(ctx, { operation: 'variables.delete', action: 'delete', resource: path })
  return { path }
}
