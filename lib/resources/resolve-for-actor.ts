import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findVariableValue } from '@/lib/variables/find-variable-value'
import { canReadPath } from './can-read-path'
import { interpolate, named, type ReferenceSource } from './interpolate'
import { hasReference, type Reference } from './references'
import { findStoredResource } from './store'
import type { ResourceValue } from './types/resource-type'
import { unsealValue } from './unseal-value'

/**
 * Follows the references of a value with the rights of the actor and answers the whole value. What is missing and what the
 * actor may not read look alike: both are refused by name, at the field.
 */
export async function resolveForActor(ctx: Context, value: ResourceValue): Promise<ResourceValue> {
  const resolved: ResourceValue = {}
  for (const [field, part] of Object.entries(value)) resolved[field] = await resolvePart(ctx, field, part)
  return resolved
}

async function resolvePart(ctx: Context, field: string, part: unknown): Promise<unknown> {
  if (!hasReference(part)) return part
  try {
    return await interpolate(part, actorSource(ctx))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, error.message, { cause: error, fields: { [`value.${field}`]: [error.message] } })
  }
}

function actorSource(ctx: Context): ReferenceSource {
  const id = ctx.workspace.id
  return {
    async variable(path) {
      await requireReadable(ctx, { kind: 'var', path })
      return findVariableValue(id, path)
    },
    async resource(path) {
      await requireReadable(ctx, { kind: 'res', path })
      const row = await findStoredResource(id, path)
      return row && unsealValue(id, row)
    },
  }
}

async function requireReadable(ctx: Context, reference: Reference): Promise<void> {
  if (await canReadPath(ctx, reference.path)) return
  const what = reference.kind === 'var' ? 'variable' : 'resource'
  throw new AppError('invalid', `${named(reference)} leads nowhere: there is no ${what} ${reference.path}.`)
}
