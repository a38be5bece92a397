import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { requireFreePath, takenPath } from './require-free-path'
import { requireWritablePath } from './require-writable-path'
import type { ResolvedDraft } from './resolve-draft'
import type { NewPlace } from './schema'
import { sealValue } from './seal-value'
import { insertResource } from './store'
import type { ResourceType } from './types/resource-type'

type NewResource = NewPlace & { description: string; type: ResourceType; draft: Omit<ResolvedDraft, 'resolved'> }

/** Stores a checked value, its secrets sealed, at a free path that the actor may write at. */
export async function placeResource(ctx: Context, resource: NewResource): Promise<{ path: string }> {
  const { path, description, type, draft } = resource
  await requireFreePath(ctx, path)
  await requireWritablePath(ctx, resource)
  const sealed = sealValue(type, draft.value, { workspaceId: ctx.workspace.id, path })
  const { ambient, destination } = draft
  const editor = { editedBy: ctx.username, editedById: ctx.person.id }
  const row = { path, description, resourceType: type.name, ...editor, ambient, destination, ...sealed }
  await insertResource(ctx.workspace.id, row).catch(takenPath(path))
  const parameters = { resourceType: type.name }
  await recordAudit(ctx, { operation: 'resources.create', action: 'create', resource: path, parameters })
  return { path }
}
