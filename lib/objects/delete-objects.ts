import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { requireBrowsing } from './require-browsing'
import { type ChangeStep, type DeleteObjects, MAX_PAGE_KEYS } from './schema'
import { nextOfSelection } from './selection'

/** Deletes up to 1000 objects of a selection; the caller goes on with `resume` until it is null. */
export async function deleteObjects(ctx: Context, input: DeleteObjects): Promise<ChangeStep> {
  const opened = await ctx.openStorage(input.storage)
  for (const prefix of input.prefixes) requireBrowsing(opened, prefix)
  const { keys, resume } = await nextOfSelection(opened, input, MAX_PAGE_KEYS)
  const allowed = keys.filter((key) => opened.may('delete', key))
  const refused = keys.filter((key) => !allowed.includes(key)).map((key) => ({ key, reason: 'You may not delete it.' }))
  const failures = allowed.length > 0 ? await opened.authorize('delete', allowed).remove(allowed) : []
  const failed = new Set(failures.map(({ key }) => key))
  const removed = allowed.filter((key) => !failed.has(key))
  await recordAudit(
    ctx,
    removed.map((resource) => ({ operation: 'objects.delete', action: 'delete', resource, storage: input.storage })),
  )
  return {
    done: removed.length,
    failures: [...refused, ...failures.map(({ key, reason }) => ({ key, reason }))],
    resume,
  }
}
