import 'server-only'
import type { Context } from '@/lib/auth/context'
import { createPathJudge } from '@/lib/resources/can-read-path'
import type { VariableSummary } from './schema'
import { listStoredVariables } from './store'

/** The variables that the actor may read, by path, without the values of secret ones. */
export async function listVariables(ctx: Context): Promise<VariableSummary[]> {
  const [rows, rightsAt] = await Promise.all([listStoredVariables(ctx.workspace.id), createPathJudge(ctx, 'variable')])
  return rows
    .filter(({ path }) => rightsAt(path).mayRead)
    .map(({ value, ...row }) => ({
      ...row,
      value: row.isSecret ? null : value,
      mayWrite: rightsAt(row.path).mayWrite,
    }))
}
