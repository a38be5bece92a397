import 'server-only'
import type { Context } from '@/lib/auth/context'
import { canReadResource } from './get-readable-resource'
import { findReferences } from './references'
import { resolveStored } from './resolve-stored'
import { findStoredResource } from './store'
import { findResourceType } from './types'
import { readColumns } from './unseal-value'
import { withBucket } from './with-bucket'

/** The name of the bucket behind a resource; null when it has none, cannot be told, or the actor may not see the resource. */
export async function findBucketName(ctx: Context, path: string): Promise<string | null> {
  const row = (await canReadResource(ctx, path)) ? await findStoredResource(ctx.workspace.id, path) : null
  if (!row) return null
  const { value } = readColumns(row)
  const isLiteral = findReferences(value).length === 0
  const resolved = isLiteral ? value : await resolveStored(ctx.workspace.id, row, ctx).catch(() => ({}))
  const { bucket } = withBucket(findResourceType(row.resourceType), { value: resolved, path })
  return typeof bucket === 'string' && bucket !== '' ? bucket : null
}
