import 'server-only'
import type { Context } from '@/lib/auth/context'
import { listLinkedResources } from '@/lib/storage-settings/list-linked-resources'
import { createPathJudge } from './can-read-path'
import { summariseResource } from './describe-resource'
import type { ListResources, ResourceSummary } from './schema'
import { listStoredResources, type StoredResource } from './store'

/** The resources that the actor may read, by path. */
export async function listResources(ctx: Context, { resourceType }: ListResources): Promise<ResourceSummary[]> {
  return (await listReadable(ctx))
    .filter(({ row }) => resourceType === undefined || row.resourceType === resourceType)
    .map(({ row, ...circumstances }) => summariseResource(row, circumstances))
}

type Readable = { row: StoredResource; mayWrite: boolean; usedBy: string[] }

/** The same as they are kept. */
export async function listReadable(ctx: Context): Promise<Readable[]> {
  const [rows, rightsAt, linked] = await Promise.all([
    listStoredResources(ctx.workspace.id),
    createPathJudge(ctx, 'resource'),
    listLinkedResources(ctx.workspace.id),
  ])
  return rows
    .filter(({ path }) => rightsAt(path).mayRead || linked.get(path)?.isPublic)
    .map((row) => ({
      row,
      mayWrite: rightsAt(row.path).mayWrite,
      usedBy: linked.get(row.path)?.storages ?? [],
    }))
}
