import 'server-only'
import type { PathReader, WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { requireStoredDestination } from './destination'
import { findEditor } from './find-editor'
import { MissingReference, named } from './interpolate'
import { findReferences } from './references'
import { keysMissing } from './resolve-draft'
import { resolveForActor } from './resolve-for-actor'
import { checkValue } from './seal-value'
import type { StoredResource } from './store'
import { getResourceType } from './types'
import type { ResourceValue } from './types/resource-type'
import { unsealValue } from './unseal-value'

/** What whoever saved a resource last may not read any more. The sentence names it, so it is for admins only. */
export class BrokenReference extends AppError {
  override name = 'BrokenReference'
  constructor({ path, editedBy }: StoredResource, why: string, options: ErrorOptions = {}) {
    const sentence = `${path} cannot be opened with the rights of ${editedBy}, who saved it last: ${why}`
    super('unavailable', `${sentence} Save it again as somebody who may read what it refers to.`, options)
  }
}

/**
 * The whole value of a stored resource. Its references are followed with the rights that whoever saved it last has now;
 * a `caller` who names the resource needs the same rights. Only for opening stores: the result is for nobody's eyes.
 */
export async function resolveStored(
  workspaceId: WorkspaceId,
  row: StoredResource,
  caller?: PathReader,
): Promise<ResourceValue> {
  const type = getResourceType(row.resourceType)
  const value = unsealValue(workspaceId, row)
  if (caller) await resolveForActor(caller, type, value)
  const resolved = checkValue(type, await resolveForEditor(workspaceId, row, value), { followed: true })
  requireStoredDestination(type, row, { value, resolved })
  if (type.usesServerIdentity?.(resolved) && !row.ambient) throw keysMissing(type)
  return resolved
}

async function resolveForEditor(
  workspaceId: WorkspaceId,
  row: StoredResource,
  value: ResourceValue,
): Promise<ResourceValue> {
  const [first] = findReferences(value)
  if (!first) return value
  const editor = await findEditor(workspaceId, row.editedById)
  if (!editor) throw new BrokenReference(row, `they left or are disabled, and it refers to ${named(first)}.`)
  try {
    return await resolveForActor(editor, getResourceType(row.resourceType), value)
  } catch (error) {
    const cause = error instanceof AppError ? error.cause : null
    if (!(cause instanceof MissingReference)) throw error
    throw new BrokenReference(row, `${named(cause.reference)} is gone, or they may not read it.`, { cause })
  }
}
