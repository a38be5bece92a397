import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getWritableResource } from './get-readable-resource'
import { requireFreePath, takenPath } from './require-free-path'
import { requireOpenable } from './require-openable'
import { requireSameDestination } from './require-same-destination'
import { requireTypeRights } from './require-type-rights'
import { requireWritablePath } from './require-writable-path'
import { type ResolvedDraft, resolveDraft } from './resolve-draft'
import type { UpdateResource } from './schema'
import { checkValue, keepSecrets, sealValue } from './seal-value'
import { replaceResource, type StoredResource } from './store'
import { getResourceType } from './types'
import type { ResourceType } from './types/resource-type'
import { fieldReader } from './unseal-value'

/**
 * Stores a new version of a resource. Secrets that are left as they are stay, sealed anew for a new path. Throws
 * `conflict` when somebody else saved meanwhile, or when the new path is taken.
 */
export async function updateResource(ctx: Context, input: UpdateResource): Promise<{ path: string; editedAt: Date }> {
  const row = await getWritableResource(ctx, input.path)
  const type = getResourceType(row.resourceType)
  requireTypeRights(ctx, type)
  if (row.editedAt.getTime() !== input.editedAt.getTime()) throw editedMeanwhile(row)
  const { value, ...next } = await readDraft(ctx, { type, row, draft: input.value })
  await requireOpenable(type, { value, ...next })
  if (input.newPath !== row.path) {
    await requireFreePath(ctx, input.newPath)
    await requireWritablePath(ctx, { path: input.newPath, newFolder: input.newFolder })
  }
  const { newPath: path, description } = input
  const sealed = sealValue(type, value, { workspaceId: ctx.workspace.id, path })
  const { ambient, destination } = next
  const editor = { editedBy: ctx.username, editedById: ctx.person.id }
  const draft = { path, description, resourceType: type.name, ...editor, ambient, destination, ...sealed }
  const editedAt = await replaceResource(ctx.workspace.id, row, draft).catch(takenPath(path))
  if (!editedAt) throw editedMeanwhile(row)
  const formerPath = path === row.path ? undefined : row.path
  await recordAudit(ctx, {
    operation: 'resources.update',
    action: 'update',
    resource: path,
    parameters: { formerPath },
  })
  return { path, editedAt }
}

/** What a draft of this resource comes to, checked. For saving and for testing before. */
export async function readDraft(
  ctx: Context,
  { type, row, draft }: { type: ResourceType; row: StoredResource; draft: Record<string, unknown> },
): Promise<ResolvedDraft> {
  const value = checkValue(type, keepSecrets(type, draft, fieldReader(ctx.workspace.id, row)))
  const resolved = await resolveDraft(ctx, { type, value, stored: row })
  requireSameDestination(type, { stored: row, draft, destination: resolved.destination })
  return resolved
}

function editedMeanwhile({ path, editedBy }: StoredResource): AppError {
  return new AppError(
    'conflict',
    `${path} was saved by ${editedBy} after you opened it. Nothing was overwritten: reload the page and make your change in the new version.`,
  )
}
