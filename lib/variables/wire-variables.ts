import 'server-only'
import type { Context } from '@/lib/auth/context'
import { type ExtraPerms, extraPermsOf } from '@/lib/grants/describe-grants'
import { pageOf } from '@/lib/http/page'
import { canReadPath } from '@/lib/resources/can-read-path'
import { includes, isWanted } from '@/lib/resources/item-filter'
import { getReadableVariable } from './get-readable-variable'
import { listVariables } from './list-variables'
import type { VariablePath, VariableSummary } from './schema'
import { unsealVariable } from './seal-variable'
import { findStoredVariable } from './store'
import type { VariableList, WireVariable } from './wire'

type Shown = 'in clear' | 'sealed' | 'left out'

/** A variable as programs see it, its value `secret`-wise as asked for. Throws `not_found`. */
export async function describeWireVariable(
  ctx: Context,
  { path, secret }: VariablePath & { secret: Shown },
): Promise<WireVariable> {
  const row = await getReadableVariable(ctx, path)
  const perms = (await extraPermsOf(ctx, 'variable'))(path)
  if (!row.isSecret || secret === 'sealed') return toWire(ctx, row, perms)
  return toWire(ctx, { ...row, value: secret === 'left out' ? null : unsealVariable(ctx.workspace.id, row) }, perms)
}

/** The value in clear, for whoever may read the variable. Throws `not_found`. */
export async function getVariableValue(ctx: Context, { path }: VariablePath): Promise<string> {
  return unsealVariable(ctx.workspace.id, await getReadableVariable(ctx, path))
}

/** Whether there is a variable there that the actor may read. */
export async function variableExists(ctx: Context, { path }: VariablePath): Promise<boolean> {
  return (await canReadPath(ctx, 'variable', path)) && (await findStoredVariable(ctx.workspace.id, path)) !== null
}

/** The variables that the actor may read and that the filters let through, by path, without the values of secret ones. */
export async function listWireVariables(ctx: Context, filter: VariableList): Promise<WireVariable[]> {
  const found = (await listVariables(ctx)).filter((variable) => {
    const text = variable.value ?? ''
    return isWanted(variable, filter, [text]) && (!filter.value || includes(text, filter.value))
  })
  const permsAt = await extraPermsOf(ctx, 'variable')
  return pageOf(found, filter).map((variable) => toWire(ctx, variable, permsAt(variable.path)))
}

function toWire(ctx: Context, variable: Omit<VariableSummary, 'mayWrite'>, extraPerms: ExtraPerms): WireVariable {
  const { path, value, isSecret, description, editedAt } = variable
  return {
    ...{ workspace_id: ctx.workspace.id, path, value, is_secret: isSecret, description },
    extra_perms: extraPerms,
    ...{ is_oauth: false, is_expired: false, is_linked: false, is_refreshed: false },
    edited_at: editedAt.toISOString(),
  }
}
