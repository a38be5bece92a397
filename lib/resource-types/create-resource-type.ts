import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import { findDescription } from '@/lib/resources/types/describe-types'
import type { NewResourceType } from './schema'
import { insertType } from './store'

/** Defines a resource type for the workspace. For admins. Throws `conflict` when there is one of that name. */
export async function createResourceType(ctx: Context, input: NewResourceType): Promise<{ name: string }> {
  requireAdmin(ctx)
  const { name, schema, description, format_extension: formatExtension } = input
  if (findDescription(name)) throw taken(name)
  const draft = { name, schema: schema ?? {}, description: description ?? '', createdBy: ctx.username }
  await insertType(ctx.workspace.id, { ...draft, formatExtension: formatExtension ?? null }).catch((error) => {
    throw isUniqueViolation(error) ? taken(name) : error
  })
  await recordAudit(ctx, { operation: 'resource_types.create', action: 'create', resource: name })
  return { name }
}

function taken(name: string): AppError {
  return new AppError('conflict', `There is a resource type ${name} already. Choose another name.`)
}
