import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import type { PreparedValue } from './prepare-value'
import { requireFreePath, takenPath } from './require-free-path'
import { requireWritablePath } from './require-writable-path'
import type { NewPlace } from './schema'
import { insertResource } from './store'

type NewResource = NewPlace & { description: string; resourceType: string; prepared: PreparedValue }

/** Stores what was prepared for this path, where it is free and the actor may write. */
export async function placeResource(ctx: Context, resource: NewResource): Promise<{ path: string }> {
  const { path, description, resourceType, prepared } = resource
  await requireFreePath(ctx, path)
  await requireWritablePath(ctx, resource)
  const editor = { editedBy: ctx.username, editedById: ctx.person.id }
  const row = { path, description, resourceType, ...editor, ...prepared }
  await insertResource(ctx.workspace.id, row).catch(takenPath(path))
  const parameters = { resourceType }
  await recordAudit(ctx, { operation: 'resources.create', action: 'create', resource: path, parameters })
  return { path }
}
