import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { readColumns } from '@/lib/resources/unseal-value'
import { updateResource } from '@/lib/resources/update-resource'
import { getExaminable } from './get-examinable'
import type { ApplySuggestion } from './schema'
import { findRecord } from './store'

/**
 * Saves what a check of the last report suggests into the resource, by the same way as its form. Throws `not_found` when there is no
 * such suggestion, `conflict` when the resource was changed since it was looked at, `invalid` when a secret must be entered again.
 */
export async function applySuggestion(ctx: Context, input: ApplySuggestion): Promise<{ path: string; editedAt: Date }> {
  const { path, editedAt } = input
  const row = await getExaminable(ctx, path)
  const record = await findRecord(row.id)
  const suggestion = record?.report?.checks.find(({ name }) => name === input.check)?.suggestion
  if (!suggestion || record?.resourceAt?.getTime() !== editedAt.getTime())
    throw new AppError('not_found', 'This suggestion is out of date. Look again, then apply the new one.')
  const value = { ...readColumns(row).value, ...suggestion.changes }
  return updateResource(ctx, { path, newPath: path, editedAt, description: row.description, value })
}
