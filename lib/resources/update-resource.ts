import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listLinkedResources } from '@/lib/storage-settings/list-linked-resources'
import { getWritableResource } from './get-readable-resource'
import { type PreparedValue, prepareValue, prepareWhole, readFields, sealDraft } from './prepare-value'
import { requireFreePath, takenPath } from './require-free-path'
import { requireOpenable } from './require-openable'
import { requireSameDestination } from './require-same-destination'
import { requireTypeRights } from './require-type-rights'
import { requireWritablePath } from './require-writable-path'
import { type ResolvedDraft, resolveDraft } from './resolve-draft'
import type { UpdateResource } from './schema'
import { checkValue, keepSecrets } from './seal-value'
import { replaceResource, type StoredResource } from './store'
import { findResourceType } from './types'
import type { ResourceType } from './types/resource-type'
import { fieldReader } from './unseal-value'

/** Somebody else saved after the edit began. */
export class EditedMeanwhile extends AppError {
  override name = 'EditedMeanwhile'
  constructor({ path, editedBy }: StoredResource) {
    super(
      'conflict',
      `${path} was saved by ${editedBy} after you opened it. Nothing was overwritten: reload the page and make your change in the new version.`,
    )
  }
}

/**
 * Stores a new version of a resource. Secrets that are left as they are stay, sealed anew for a new path. Throws
 * `conflict` when somebody else saved meanwhile, or when the new path is taken.
 */
export async function updateResource(ctx: Context, input: UpdateResource): Promise<{ path: string; editedAt: Date }> {
  const row = await getWritableResource(ctx, input.path)
  if (row.editedAt.getTime() !== input.editedAt.getTime()) throw new EditedMeanwhile(row)
  const { newPath: path, description, resourceType = row.resourceType } = input
  const prepared = await prepareNext(ctx, row, { ...input, resourceType })
  if (path !== row.path) {
    await requireFreePath(ctx, path)
    await requireWritablePath(ctx, { path, newFolder: input.newFolder })
  }
  const editor = { editedBy: ctx.username, editedById: ctx.person.id }
  const draft = { path, description, resourceType, ...editor, ...prepared }
  const editedAt = await replaceResource(ctx.workspace.id, row, draft).catch(takenPath(path))
  if (!editedAt) throw new EditedMeanwhile(row)
  const formerPath = path === row.path ? undefined : row.path
  await recordAudit(ctx, {
    operation: 'resources.update',
    action: 'update',
    resource: path,
    parameters: { formerPath },
  })
  return { path, editedAt }
}

type Next = UpdateResource & { resourceType: string }

async function prepareNext(ctx: Context, row: StoredResource, next: Next): Promise<PreparedValue> {
  const { resourceType, value, newPath: path } = next
  const type = findResourceType(row.resourceType)
  if (type) requireTypeRights(ctx, type)
  if (resourceType !== row.resourceType) {
    await requireUnlinked(ctx, row)
    return prepareValue(ctx, { resourceType, value, path })
  }
  if (!type) return prepareWhole(ctx, { value, path })
  const draft = await readDraft(ctx, { type, row, draft: readFields(type, { value, path: row.path }) })
  await requireOpenable(type, draft)
  return sealDraft(type, draft, { workspaceId: ctx.workspace.id, path })
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

async function requireUnlinked(ctx: Context, { path }: StoredResource): Promise<void> {
  if (!(await listLinkedResources(ctx.workspace.id)).has(path)) return
  throw new AppError('conflict', `${path} is in use as a storage, so it stays of the type that it is of.`)
}
