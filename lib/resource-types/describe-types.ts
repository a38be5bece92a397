import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { describeTypes, findDescription } from '@/lib/resources/types/describe-types'
import type { TypeName, WireType } from './schema'
import { findStoredType, listStoredTypes, type StoredType } from './store'

/** The resource types of a workspace: those built in, then its own by name. */
export async function listResourceTypes(ctx: Context): Promise<WireType[]> {
  return [...describeTypes(), ...(await listStoredTypes(ctx.workspace.id)).map((type) => toWire(ctx, type))]
}

/** The names of them all. */
export async function listResourceTypeNames(ctx: Context): Promise<string[]> {
  return (await listResourceTypes(ctx)).map(({ name }) => name)
}

/** The type of that name, or null. */
export async function findResourceTypeOf(ctx: Context, { name }: TypeName): Promise<WireType | null> {
  const builtIn = findDescription(name)
  if (builtIn) return builtIn
  const own = await findStoredType(ctx.workspace.id, name)
  return own && toWire(ctx, own)
}

/** The same. Throws `not_found`. */
export async function getResourceTypeOf(ctx: Context, type: TypeName): Promise<WireType> {
  const found = await findResourceTypeOf(ctx, type)
  if (!found) throw new AppError('not_found', `There is no resource type ${JSON.stringify(type.name)}.`)
  return found
}

function toWire(ctx: Context, { name, schema, description, createdBy, editedAt, formatExtension }: StoredType) {
  return {
    ...{ workspace_id: ctx.workspace.id, name, schema, description },
    ...{ created_by: createdBy, edited_at: editedAt.toISOString() },
    ...(formatExtension !== null && { format_extension: formatExtension }),
  }
}
