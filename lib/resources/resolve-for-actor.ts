import 'server-only'
import type { PathReader } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { ItemKind } from '@/lib/grants/schema'
import { findVariableValue } from '@/lib/variables/find-variable-value'
import { canReadPath } from './can-read-path'
import { interpolate, MissingReference, named, type ReferenceSource } from './interpolate'
import { hasReference, type Reference } from './references'
import { findStoredResource } from './store'
import type { ResourceType, ResourceValue } from './types/resource-type'
import { unsealAny } from './unseal-value'

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

/** The same for any JSON value, at any depth; `path` is where it lies, so that what leads back to it is found at once. */
export async function interpolateForActor(reader: PathReader, value: unknown, path: string): Promise<unknown> {
  return interpolate(value, sourceFor(reader), [named({ kind: 'res', path })])
}

/**
 * Throws `invalid` where a value refers to what its writer may not read, at any depth: else they would have others fetch it.
 * What is not there yet, at a place that they may read, is no reason to refuse.
 */
export async function requireReferenceRights(writer: PathReader, value: unknown): Promise<void> {
  const source = sourceFor(writer)
  await interpolate(value, {
    variable: async (path) => (await source.variable(path)) ?? '',
    resource: async (path) => (await source.resource(path)) ?? '',
  })
}

function sourceFor(reader: PathReader): ReferenceSource {
  const id = reader.workspace.id
  const spend = createBudget()
  const variable = once(async (path) => {
    await requireReadable(reader, { kind: 'var', path })
    const value = await findVariableValue(id, path)
    return { value, characters: value?.length ?? 0 }
  })
  const resource = once(async (path) => {
    await requireReadable(reader, { kind: 'res', path })
    const row = await findStoredResource(id, path)
    return { value: row && unsealAny(id, row), characters: row ? row.value.length + row.secrets.length : 0 }
  })
  return { variable: (path) => spend(() => variable(path)), resource: (path) => spend(() => resource(path)) }
}

/** Looks each path up a single time. */
function once<T>(find: (path: string) => Promise<T>): (path: string) => Promise<T> {
  const found = new Map<string, Promise<T>>()
  return (path) => {
    const known = found.get(path) ?? find(path)
    found.set(path, known)
    return known
  }
}

const MAX_FOLLOWED = 300
const MAX_CHARACTERS = 5_000_000

/** Ends what multiplies itself: a list of references to a list of references, and so on. */
function createBudget() {
  let followed = 0
  let total = 0
  return async <T>(find: () => Promise<{ value: T; characters: number }>): Promise<T> => {
    followed += 1
    if (followed > MAX_FOLLOWED) throw tooMuch()
    const { value, characters } = await find()
    total += characters
    if (total > MAX_CHARACTERS) throw tooMuch()
    return value
  }
}

function tooMuch(): AppError {
  return new AppError('invalid', 'The value comes to too much once its references are followed.')
}

async function requireReadable(reader: PathReader, reference: Reference): Promise<void> {
  if (!(await canReadPath(reader, kindOf(reference), reference.path))) throw new MissingReference(reference)
}

function kindOf({ kind }: Reference): ItemKind {
  return kind === 'var' ? 'variable' : 'resource'
}
