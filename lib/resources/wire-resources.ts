import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { type ExtraPerms, extraPermsOf } from '@/lib/grants/describe-grants'
import { pageOf } from '@/lib/http/page'
import { createPathJudge } from './can-read-path'
import { containsJson } from './contains-json'
import { canReadResource, getResourceWithSecrets } from './get-readable-resource'
import { isWanted } from './item-filter'
import { listReadable } from './list-resources'
import type { ResourcePath } from './schema'
import { findStoredResource, type StoredResource } from './store'
import { unsealAny } from './unseal-value'
import type { ResourceList, WireResource } from './wire'

/** A resource as programs see it, secrets in clear and references as they are written, for whoever may read it. */
export async function describeWireResource(ctx: Context, { path }: ResourcePath): Promise<WireResource> {
  const row = await getResourceWithSecrets(ctx, path)
  const extraPerms = (await extraPermsOf(ctx, 'resource'))(path)
  return toWire(ctx, row, { value: unsealAny(ctx.workspace.id, row), extraPerms })
}

/** Whether there is a resource there that the actor may read. */
export async function resourceExists(ctx: Context, { path }: ResourcePath): Promise<boolean> {
  return (await canReadResource(ctx, path)) && (await findStoredResource(ctx.workspace.id, path)) !== null
}

/** The resources that the actor may read and that the filters let through, by path, without their values. */
export async function listWireResources(ctx: Context, filter: ResourceList): Promise<WireResource[]> {
  const { resource_type: wanted, resource_type_exclude: unwanted, value } = filter
  const holds = value ? readSubset(value) : null
  const rows = (await listReadable(ctx)).map(({ row }) => row)
  const rightsAt = await createPathJudge(ctx, 'resource')
  const found = rows.filter(
    (row) =>
      (!wanted || wanted.split(',').includes(row.resourceType)) &&
      !unwanted?.split(',').includes(row.resourceType) &&
      isWanted(row, filter, [row.resourceType]) &&
      (!holds || (rightsAt(row.path).mayRead && containsJson(unsealAny(ctx.workspace.id, row), holds.subset))),
  )
  const permsAt = await extraPermsOf(ctx, 'resource')
  return pageOf(found, filter).map((row) => toWire(ctx, row, { value: null, extraPerms: permsAt(row.path) }))
}

function readSubset(base64: string): { subset: unknown } {
  try {
    return { subset: JSON.parse(Buffer.from(base64, 'base64').toString('utf8')) }
  } catch {
    throw new AppError('invalid', 'The filter by value must be JSON in base64.')
  }
}

type Shown = { value: unknown; extraPerms: ExtraPerms }

function toWire(ctx: Context, row: StoredResource, { value, extraPerms }: Shown): WireResource {
  return {
    ...{ workspace_id: ctx.workspace.id, path: row.path, description: row.description },
    ...{ resource_type: row.resourceType, value },
    // Nothing here is linked to an account that refreshes it.
    ...{ is_oauth: false, is_linked: false, is_refreshed: false, is_expired: false },
    extra_perms: extraPerms,
    ...{ created_by: row.createdBy, edited_at: row.editedAt.toISOString() },
  }
}
