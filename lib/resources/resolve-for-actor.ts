import 'server-only'
import type { PathReader } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { ItemKind } from '@/lib/grants/schema'
import { findVariableValue } from '@/lib/variables/find-variable-value'
import { canReadPath } from './can-read-path'
import { interpolate, MissingReference, type ReferenceSource } from './interpolate'
import { hasReference, type Reference } from './references'
import { findStoredResource } from './store'
import type { ResourceType, ResourceValue } from './types/resource-type'
import { unsealValue } from './unseal-value'

/**
 * Follows the references of a value with the rights of one person and answers the whole value. What is missing and what
 * they may not read look alike: both are refused by name, at the field.
 */
export async function resolveForActor(
  reader: PathReader,
  type: ResourceType,
  value: ResourceValue,
): Promise<ResourceValue> {
  const literal = type.fields.filter((field) => field.literal).map(({ name }) => name)
  const resolved: ResourceValue = {}
  for (const [field, part] of Object.entries(value))
    resolved[field] = literal.includes(field) || !hasReference(part) ? part : await follow(reader, field, part)
  return resolved
}

async function follow(reader: PathReader, field: string, part: string): Promise<unknown> {
  try {
    return await interpolate(part, sourceFor(reader))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, error.message, { cause: error, fields: { [`value.${field}`]: [error.message] } })
  }
}

function sourceFor(reader: PathReader): ReferenceSource {
  const id = reader.workspace.id
  return {
    async variable(path) {
      await requireReadable(reader, { kind: 'var', path })
      return findVariableValue(id, path)
    },
    async resource(path) {
      await requireReadable(reader, { kind: 'res', path })
      const row = await findStoredResource(id, path)
      return row && unsealValue(id, row)
    },
  }
}

async function requireReadable(reader: PathReader, reference: Reference): Promise<void> {
  if (!(await canReadPath(reader, kindOf(reference), reference.path))) throw new MissingReference(reference)
}

function kindOf({ kind }: Reference): ItemKind {
  return kind === 'var' ? 'variable' : 'resource'
}
