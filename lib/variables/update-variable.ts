import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { requireWritablePath } from '@/lib/resources/require-writable-path'
import { getWritableVariable } from './get-readable-variable'
import type { UpdateVariable } from './schema'
import { sealVariable, unsealVariable } from './seal-variable'
import { replaceVariable, type StoredVariable } from './store'
import { takenVariablePath } from './taken-variable-path'

/** Somebody else saved after the edit began. */
export class EditedMeanwhile extends AppError {
  override name = 'EditedMeanwhile'
  constructor({ path }: StoredVariable) {
    super(
      'conflict',
      `${path} was saved by somebody else after you opened it. Nothing was overwritten: reload the page and make your change in the new version.`,
    )
  }
}

/**
 * Stores a new version of a variable. Throws `conflict` when somebody else saved meanwhile, `invalid` when a secret would
 * become readable without being entered again.
 */
export async function updateVariable(ctx: Context, input: UpdateVariable): Promise<{ path: string }> {
  const row = await getWritableVariable(ctx, input.path)
  const { newPath: path, description, isSecret } = input
  if (row.editedAt.getTime() !== input.editedAt.getTime()) throw new EditedMeanwhile(row)
  if (row.isSecret && !isSecret && input.value === undefined) throw valueNeeded()
  if (path !== row.path) await requireWritablePath(ctx, { path, newFolder: input.newFolder })
  const value = input.value ?? unsealVariable(ctx.workspace.id, row)
  const next = { path, description, isSecret, value: sealVariable(ctx.workspace.id, { path, isSecret, value }) }
  if (!(await replaceVariable(ctx.workspace.id, row, next).catch(takenVariablePath(path))))
    throw new EditedMeanwhile(row)
  const parameters = { isSecret, formerPath: path === row.path ? undefined : row.path }
  await recordAudit(ctx, { operation: 'variables.update', action: 'update', resource: path, parameters })
  return { path }
}

function valueNeeded(): AppError {
  const sentence = 'Enter the value again: a stored secret is never shown, so it cannot become a plain value by itself.'
  return new AppError('invalid', sentence, { fields: { value: [sentence] } })
}
