import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { requireWritablePath } from '@/lib/resources/require-writable-path'
import type { CreateVariable } from './schema'
import { sealVariable } from './seal-variable'
import { insertVariable } from './store'
import { takenVariablePath } from './taken-variable-path'

/** Stores a new variable, sealed when it is secret. Throws `conflict` when its path is taken. */
export async function createVariable(ctx: Context, input: CreateVariable): Promise<{ path: string }> {
  const { path, description, isSecret } = input
  await requireWritablePath(ctx, input)
  const value = sealVariable(ctx.workspace.id, input)
  await insertVariable(ctx.workspace.id, { path, description, isSecret, value }).catch(takenVariablePath(path))
  const parameters = { isSecret }
  await recordAudit(ctx, { operation: 'variables.create', action: 'create', resource: path, parameters })
  return { path }
}
