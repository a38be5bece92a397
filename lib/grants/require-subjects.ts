import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findKnownSubjects } from './store'
import { EVERYBODY } from './subject'

/** Throws `invalid` for a new subject that there is not. Those who have left may stay until somebody takes them out. */
export async function requireSubjects(ctx: Context, subjects: string[], before: readonly string[]): Promise<void> {
  const added = subjects.filter((subject) => subject !== EVERYBODY && !before.includes(subject))
  if (added.length === 0) return
  const known = await findKnownSubjects(ctx.workspace.id, added)
  const unknown = added.find((subject) => !known.includes(subject))
  if (!unknown) return
  const [kind, name] = [unknown.slice(0, 2), unknown.slice(2)]
  const sentence =
    kind === 'g/'
      ? `There is no group ${name} in this workspace.`
      : `Nobody in this workspace has the username ${name}.`
  throw new AppError('invalid', sentence)
}
