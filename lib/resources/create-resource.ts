import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireFreePath, takenPath } from './require-free-path'
import { requireOpenable } from './require-openable'
import { requireTypeRights } from './require-type-rights'
import { requireWritablePath } from './require-writable-path'
import type { CreateResource } from './schema'
import { checkValue, keepSecrets, sealValue } from './seal-value'
import { insertResource } from './store'
import { getResourceType } from './types'
import type { ResourceValue } from './types/resource-type'

/** Stores a new resource, its secrets sealed. Throws `conflict` when its path is taken. */
export async function createResource(ctx: Context, input: CreateResource): Promise<{ path: string }> {
  const type = getResourceType(input.resourceType)
  requireTypeRights(ctx, type)
  const value: ResourceValue = checkValue(type, keepSecrets(type, input.value))
  await requireOpenable(ctx, type, value)
  await requireFreePath(ctx, input.path)
  await requireWritablePath(ctx, input.path)
  const { path, description } = input
  const sealed = sealValue(type, value, { workspaceId: ctx.workspace.id, path })
  const draft = { path, description, resourceType: type.name, editedBy: ctx.username, ...sealed }
  await insertResource(ctx.workspace.id, draft).catch(takenPath(path))
  return { path }
}
