import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { moveCallers } from '@/lib/database/carry-callers'
import { dropPathGrants, movePathGrants } from '@/lib/database/carry-path-grants'
import { serializably } from '@/lib/database/serializably'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'

/** A pipeline as it is kept; `value` and `schema` are JSON text. */
export type StoredFlow = {
  /** Stays when it moves. */
  id: string
  path: string
  version: number
  summary: string
  description: string
  value: string
  schema: string | null
  archived: boolean
  createdBy: string
  editedBy: string
  editedAt: Date
}
export type FlowFields = Pick<StoredFlow, 'summary' | 'description' | 'value' | 'schema' | 'editedBy' | 'editedAt'>

/** The pipeline at a path, archived or not; null when there is none. */
export async function findFlow(workspaceId: WorkspaceId, path: string): Promise<StoredFlow | null> {
  return (await db()).flow.findUnique({ where: { workspaceId_path: { workspaceId, path } } })
}

/** The pipeline of an id, wherever it lies; null when it is gone. */
export async function findFlowById(workspaceId: WorkspaceId, id: string): Promise<StoredFlow | null> {
  return (await db()).flow.findFirst({ where: { workspaceId, id } })
}

/** The pipelines of a workspace without what is long, the last changed first. */
export async function listStoredFlows(workspaceId: WorkspaceId) {
  return (await db()).flow.findMany({
    where: { workspaceId },
    omit: { value: true, schema: true },
    orderBy: [{ editedAt: 'desc' }, { path: 'asc' }],
  })
}

/** Keeps a new pipeline. Throws a unique violation where one is. */
export async function insertFlow(workspaceId: WorkspaceId, flow: FlowFields & { path: string; createdBy: string }) {
  await (await db()).$transaction(async (tx) => {
    await tx.flow.create({ data: { workspaceId, ...flow } })
    await dropPathGrants(tx, { workspaceId, kind: 'flow', path: flow.path })
  })
  forgetIdentities()
}

type Change = { path: string; version: number; to: string; fields: FlowFields /** Whose change it is. */; by: string }

/** Changes a pipeline and moves it; one that is out of use stays so. Answers what stands in its way: another one, or a version that somebody saved since. */
export async function updateFlowRow(
  workspaceId: WorkspaceId,
  { path, version, to, fields, by }: Change,
): Promise<'path taken' | 'outdated' | null> {
  const problem = await serializably(async (tx) => {
    if (to !== path && (await tx.flow.findUnique({ where: { workspaceId_path: { workspaceId, path: to } } })))
      return 'path taken'
    const data = { ...fields, path: to, version: version + 1 }
    const { count } = await tx.flow.updateMany({ where: { workspaceId, path, version }, data })
    if (count === 0) return 'outdated'
    await movePathGrants(tx, { workspaceId, kind: 'flow', path }, to)
    await moveCallers(tx, { workspaceId, kind: 'flow', path, to, by })
    return null
  })
  forgetIdentities()
  return problem
}

/** Takes a pipeline out of use, or back into it. */
export async function setFlowArchived(workspaceId: WorkspaceId, path: string, archived: boolean): Promise<void> {
  await (await db()).flow.updateMany({ where: { workspaceId, path }, data: { archived } })
}

/** Removes a pipeline with its extra permissions. */
export async function removeFlow(workspaceId: WorkspaceId, path: string): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    await tx.flow.deleteMany({ where: { workspaceId, path } })
    await dropPathGrants(tx, { workspaceId, kind: 'flow', path })
  })
  forgetIdentities()
}
