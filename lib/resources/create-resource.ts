import 'server-only'
import type { Context } from '@/lib/auth/context'
import { placeResource } from './place-resource'
import { requireOpenable } from './require-openable'
import { requireTypeRights } from './require-type-rights'
import { resolveDraft } from './resolve-draft'
import type { CreateResource } from './schema'
import { checkValue, keepSecrets } from './seal-value'
import { getResourceType } from './types'

/** Stores a new resource, its secrets sealed. Throws `conflict` when its path is taken. */
export async function createResource(ctx: Context, input: CreateResource): Promise<{ path: string }> {
  const type = getResourceType(input.resourceType)
  requireTypeRights(ctx, type)
  const draft = await resolveDraft(ctx, { type, value: checkValue(type, keepSecrets(type, input.value)) })
  await requireOpenable(type, draft)
  return placeResource(ctx, { ...input, type, draft })
}
