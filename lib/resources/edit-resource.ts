import 'server-only'
import type { Context } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { createResource } from './create-resource'
import { getWritableResource } from './get-readable-resource'
import { createResourceSchema, type ResourcePath, updateResourceSchema } from './schema'
import type { StoredResource } from './store'
import { findResourceType } from './types'
import { unsealAny } from './unseal-value'
import { EditedMeanwhile, updateResource } from './update-resource'
import type { EditResource, NewResource } from './wire'
import { resourceExists } from './wire-resources'

// Programs that write at once are no people who overwrite each other: the last one counts.
const TRIES = 5

/** Creates a resource as programs ask for it; `update` changes the one that is there instead. Answers its path. */
export async function createOrEditResource(ctx: Context, body: NewResource, update: boolean): Promise<string> {
  const { path, resource_type: resourceType, value, description } = body
  const input = parse(createResourceSchema, { path, resourceType, value, description: description ?? '' })
  if (update && (await resourceExists(ctx, { path }))) return editResource(ctx, { path }, { ...body, path: undefined })
  return (await createResource(ctx, input)).path
}

/** Changes what is given. A value replaces all of the one before, secrets included. Answers the path. */
export async function editResource(ctx: Context, { path }: ResourcePath, change: EditResource): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const row = await getWritableResource(ctx, path)
      return (await updateResource(ctx, parse(updateResourceSchema, toUpdate(ctx, row, change)))).path
    } catch (error) {
      if (!(error instanceof EditedMeanwhile) || attempt === TRIES) throw error
    }
  }
}

function toUpdate(ctx: Context, row: StoredResource, change: EditResource) {
  const resourceType = change.resource_type ?? row.resourceType
  const value = change.value === undefined ? unsealAny(ctx.workspace.id, row) : clearOthers(resourceType, change.value)
  return {
    path: row.path,
    newPath: change.path ?? row.path,
    editedAt: row.editedAt,
    description: change.description ?? row.description,
    resourceType,
    value,
  }
}

/** An absent secret would stay as it is stored: in a whole value it is one that shall be no more. */
function clearOthers(resourceType: string, value: unknown): unknown {
  const secrets = (findResourceType(resourceType)?.fields ?? []).filter(({ kind }) => kind === 'secret')
  if (secrets.length === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return { ...Object.fromEntries(secrets.map(({ name }) => [name, ''])), ...value }
}
