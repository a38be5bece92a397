import 'server-only'
import type { Context } from '@/lib/auth/context'
import { createResource } from './create-resource'
import { getReadableResource } from './get-readable-resource'
import type { DuplicateResource } from './schema'
import { unsealValue } from './unseal-value'

/** Stores a copy at another path, with its secrets: whoever may read a resource may use what is in it. */
export async function duplicateResource(ctx: Context, { path, newPath }: DuplicateResource): Promise<{ path: string }> {
  const row = await getReadableResource(ctx, path)
  const { resourceType, description } = row
  return createResource(ctx, { path: newPath, resourceType, description, value: unsealValue(ctx.workspace.id, row) })
}
