import 'server-only'
import * as z from 'zod'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { extraPermsOf } from '@/lib/grants/describe-grants'
import { pageOf } from '@/lib/http/page'
import { canReadPath, canWritePath, createPathJudge } from '@/lib/resources/can-read-path'
import { type FlowList, type FlowPath, flowValueSchema, type ListedFlow, type WireFlow } from './schema'
import { findFlow, findFlowById, listStoredFlows, type StoredFlow } from './store'

/** The pipeline there. Throws `not_found` alike for what is not there and what the actor may not read. */
export async function getReadableFlow(ctx: Context, path: string): Promise<StoredFlow> {
  const row = (await canReadPath(ctx, 'flow', path)) ? await findFlow(ctx.workspace.id, path) : null
  if (!row) throw new AppError('not_found', `pipeline at name ${path} does not exist, or you may not see it.`)
  return row
}

/** The pipeline that a run was one of, wherever it lies now. Throws `not_found` alike for one that is gone and one that the actor may not read. */
export async function getFlowOfRun(ctx: Context, flowId: string | null): Promise<StoredFlow> {
  const row = flowId === null ? null : await findFlowById(ctx.workspace.id, flowId)
  if (row && (await canReadPath(ctx, 'flow', row.path))) return row
  throw new AppError('not_found', 'The pipeline of that run was deleted, or you may not see it any more.')
}

/** The pipeline there, for changing it. Throws `forbidden` when the actor may only read it. */
export async function getWritableFlow(ctx: Context, path: string): Promise<StoredFlow> {
  const row = await getReadableFlow(ctx, path)
  if (await canWritePath(ctx, 'flow', path)) return row
  throw new AppError('forbidden', `You may see ${path} but not change it. Ask its owner or an admin.`)
}

/** A pipeline whole. Throws `not_found`. */
export async function getFlow(ctx: Context, { path }: FlowPath): Promise<WireFlow> {
  const row = await getReadableFlow(ctx, path)
  const [permsAt, mayWrite] = await Promise.all([extraPermsOf(ctx, 'flow'), canWritePath(ctx, 'flow', path)])
  return {
    ...describe(ctx, row, { mayWrite, extraPerms: permsAt(path) }),
    value: flowValueSchema.parse(JSON.parse(row.value)),
    ...(row.schema && { schema: z.record(z.string(), z.unknown()).parse(JSON.parse(row.schema)) }),
  }
}

/** Whether there is a pipeline in use there that the actor may read. */
export async function flowExists(ctx: Context, { path }: FlowPath): Promise<boolean> {
  return (await canReadPath(ctx, 'flow', path)) && (await findFlow(ctx.workspace.id, path))?.archived === false
}

/** The pipelines that the actor may read and that the filters let through, the last changed first, without their steps. */
export async function listFlows(ctx: Context, filter: FlowList): Promise<ListedFlow[]> {
  const [rows, rightsAt, permsAt] = await Promise.all([
    listStoredFlows(ctx.workspace.id),
    createPathJudge(ctx, 'flow'),
    extraPermsOf(ctx, 'flow'),
  ])
  const { path_start: start = '', path_exact: exact, created_by: creator } = filter
  const found = rows.filter(
    (row) =>
      rightsAt(row.path).mayRead &&
      row.archived === (filter.show_archived === true) &&
      row.path.startsWith(start) &&
      (!exact || row.path === exact) &&
      (!creator || row.createdBy === creator),
  )
  if (filter.order_desc === false) found.reverse()
  return pageOf(found, filter).map((row) =>
    describe(ctx, row, { mayWrite: rightsAt(row.path).mayWrite, extraPerms: permsAt(row.path) }),
  )
}

type Rights = { mayWrite: boolean; extraPerms: Record<string, boolean> }

function describe(
  { workspace }: Context,
  row: Omit<StoredFlow, 'value' | 'schema'>,
  { mayWrite, extraPerms }: Rights,
): ListedFlow {
  const { path, version, summary, description, archived, createdBy, editedBy, editedAt } = row
  return {
    ...{ workspace_id: workspace.id, path, version, summary, description, archived },
    ...{ created_by: createdBy, edited_by: editedBy, edited_at: editedAt.toISOString() },
    ...{ extra_perms: extraPerms, can_write: mayWrite, starred: false },
  }
}
