import 'server-only'
import type { Context, WorkspaceId } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { requireOpenable } from './require-openable'
import { requireTypeRights } from './require-type-rights'
import { type ResolvedDraft, resolveDraft } from './resolve-draft'
import { requireReferenceRights } from './resolve-for-actor'
import { valueSchema } from './schema'
import { checkValue, keepSecrets, sealValue } from './seal-value'
import { findResourceType } from './types'
import type { ResourceType, ResourceValue } from './types/resource-type'
import { sealWhole } from './whole-value'
import { withoutBucket } from './with-bucket'

/** What a resource keeps of its value, sealed for its path. */
export type PreparedValue = { value: string; secrets: string; ambient: boolean; destination: string }

type NewValue = { resourceType: string; value?: unknown; path: string }

/**
 * Checks a new value as its type wants it, and that its writer may read what it refers to, and seals it for its path. Any
 * JSON value will do where the type is none of ours.
 */
export async function prepareValue(ctx: Context, { resourceType, value, path }: NewValue): Promise<PreparedValue> {
  const type = findResourceType(resourceType)
  if (!type) return prepareWhole(ctx, { value, path })
  requireTypeRights(ctx, type)
  const fields = readFields(type, { value, path })
  const draft = await resolveDraft(ctx, { type, value: checkValue(type, keepSecrets(type, fields)) })
  await requireOpenable(type, draft)
  return sealDraft(type, draft, { workspaceId: ctx.workspace.id, path })
}

/** The same for a type that is none of ours. */
export async function prepareWhole(ctx: Context, { value, path }: Omit<NewValue, 'resourceType'>) {
  await requireReferenceRights(ctx, value)
  return { ...sealWhole(value, { workspaceId: ctx.workspace.id, path }), ambient: false, destination: '' }
}

/** A checked draft as it is kept. */
export function sealDraft(
  type: ResourceType,
  { value, ambient, destination }: Omit<ResolvedDraft, 'resolved'>,
  place: { workspaceId: WorkspaceId; path: string },
): PreparedValue {
  return { ...sealValue(type, value, place), ambient, destination }
}

/** The value of a type that has fields. Throws `invalid` for what is no JSON object. */
export function readFields(type: ResourceType, { value, path }: { value: unknown; path: string }): ResourceValue {
  return withoutBucket(type, { value: parse(valueSchema, value), path })
}
