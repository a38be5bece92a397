import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findDescription } from '@/lib/resources/types/describe-types'
import type { EditResourceType, TypeName } from './schema'
import { findStoredType, removeType, replaceType, type StoredType } from './store'

/** Changes what is given of a type that the workspace defined. For admins. */
export async function updateResourceType(ctx: Context, input: TypeName & EditResourceType): Promise<TypeName> {
  const { name } = input
  const known = await getOwnType(ctx, name)
  const { schema, description, format_extension: formatExtension } = input
  const draft = {
    ...known,
    schema: schema ?? known.schema,
    description: description ?? known.description,
    formatExtension: formatExtension === undefined ? known.formatExtension : formatExtension,
  }
  if (!(await replaceType(ctx.workspace.id, draft))) throw missing(name)
  await recordAudit(ctx, { operation: 'resource_types.update', action: 'update', resource: name })
  return { name }
}

/** Takes a type away that the workspace defined. Resources of that type stay. For admins. */
export async function deleteResourceType(ctx: Context, { name }: TypeName): Promise<TypeName> {
  await getOwnType(ctx, name)
  if (!(await removeType(ctx.workspace.id, name))) throw missing(name)
  await recordAudit(ctx, { operation: 'resource_types.delete', action: 'delete', resource: name })
  return { name }
}

async function getOwnType(ctx: Context, name: string): Promise<StoredType> {
  requireAdmin(ctx)
  if (findDescription(name)) throw new AppError('invalid', `The resource type ${name} is built in and stays as it is.`)
  const known = await findStoredType(ctx.workspace.id, name)
  if (!known) throw missing(name)
  return known
}

function missing(name: string): AppError {
  return new AppError('not_found', `There is no resource type ${JSON.stringify(name)}.`)
}
