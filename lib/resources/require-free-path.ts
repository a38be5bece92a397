import 'server-only'
import type { Context } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import { canReadPath } from './can-read-path'
import { findStoredResource } from './store'

/** Throws `conflict` when a resource that the actor may know of lies there. */
export async function requireFreePath(ctx: Context, path: string): Promise<void> {
  if ((await canReadPath(ctx, 'resource', path)) && (await findStoredResource(ctx.workspace.id, path)))
    throw taken(path)
}

/** Turns the database's refusal of a second row at one path into `conflict`: somebody else was quicker. */
export function takenPath(path: string): (error: unknown) => never {
  return (error) => {
    throw isUniqueViolation(error) ? taken(path) : error
  }
}

function taken(path: string): AppError {
  const sentence = `There is a resource ${path} already. Choose another name.`
  return new AppError('conflict', sentence, { fields: { path: [sentence] } })
}
