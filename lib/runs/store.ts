import 'server-only'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { LEASE_MS } from './limits'
import { claimNext } from './queue/store'
import { flowKinds, type RunKind, type RunStatus } from './schema'

export type ReusedStep = { key: string; status: string; result?: string; jobId?: string | null; reused?: boolean }

export type NewRun = {
  id: string
  workspaceId: string
  userId: string
  tokenId: string | null
  sessionVersion: number | null
  address: string
  kind: RunKind
  scriptPath: string | null
  scriptHash: string | null
  language: string
  content: string | null
  args: string
  parentId: string | null
  rootId: string | null
  tag: string
  timeoutSeconds: number
  priority: number
  concurrencyKey: string | null
  concurrencyLimit: number | null
  concurrencyWindowSeconds: number
  retry: string | null
  restart: boolean
  scheduleId: string | null
  flowStepKey?: string
  plainArgs?: string | null
  plainStatic?: boolean
  flowId?: string | null
  /** What a run of a pipeline takes from an earlier one. */
  flowSteps?: { create: ReusedStep[] }
  scheduledFor: Date
}

/**
 * Keeps a run that waits to be worked on; a step of a pipeline only while that runs: false when it does not. Throws a unique violation for
 * an id that is taken.
 */
export async function insertRun(run: NewRun, flowId?: string): Promise<boolean> {
  const client = await db()
  if (flowId === undefined) return (await client.run.create({ data: run })).id === run.id
  return client.$transaction(async (tx) => {
    // Written, so that whoever ends the pipeline comes before, or waits and finds this run.
    const { count } = await tx.run.updateMany({ where: { id: flowId, status: 'running' }, data: { attempt: 1 } })
    if (count > 0) await tx.run.create({ data: run })
    return count > 0
  })
}

/** Runs of pipelines, of those that these runs have started, that have not ended. */
export async function listFlowsUnder(parentId: string): Promise<string[]> {
  const where = { parentId, kind: { in: [...flowKinds] }, status: 'running' }
  return (await (await db()).run.findMany({ where, select: { id: true } })).map(({ id }) => id)
}

/** The steps of a pipeline that wait or run. */
export async function listUnendedSteps(flowId: string) {
  const where = { parentId: flowId, flowStepKey: { not: null }, status: { in: ['queued', 'running'] } }
  return (await db()).run.findMany({ where, select: { id: true, userId: true } })
}

const withUser = (workspaceId: string) => ({
  user: { select: { email: true, memberships: { where: { workspaceId }, select: { username: true } } } },
})

/** A run of the workspace, of that person where one is named; null when there is none. */
export async function findRun(where: { id: string; workspaceId: string; userId?: string }) {
  return (await db()).run.findFirst({ where, include: withUser(where.workspaceId) })
}
export type StoredRun = NonNullable<Awaited<ReturnType<typeof findRun>>>

/** How a run ended, without what is long; null while it has not. */
export async function findRunState(id: string) {
  return (await db()).run.findUnique({ where: { id }, select: { status: true } })
}

export type RunFilter = {
  workspaceId: string
  userId?: string
  username?: string
  path?: string
  pathStart?: string
  hash?: string
  parentId?: string
  kinds?: string[]
  statuses?: RunStatus[]
  isFlowStep?: boolean
  before?: Date
  after?: Date
  order: 'asc' | 'desc'
  skip: number
  take: number
}

/** Runs of a workspace without what is long in them. */
export async function listStoredRuns(filter: RunFilter) {
  const { workspaceId, userId, username, path, pathStart, hash, parentId, kinds, statuses } = filter
  const { before, after, order, skip, take } = filter
  const where = {
    ...{ workspaceId, userId, scriptHash: hash, parentId },
    ...(username !== undefined && { user: { memberships: { some: { workspaceId, username } } } }),
    ...(path === undefined ? pathStart && { scriptPath: { startsWith: pathStart } } : { scriptPath: path }),
    ...(kinds && { kind: { in: kinds } }),
    ...(filter.isFlowStep !== undefined && { flowStepKey: filter.isFlowStep ? { not: null } : null }),
    ...(statuses && { status: { in: statuses } }),
    ...((before || after) && { createdAt: { ...(before && { lt: before }), ...(after && { gt: after }) } }),
  }
  return (await db()).run.findMany({
    where,
    omit: { args: true, result: true, content: true },
    include: withUser(workspaceId),
    orderBy: [{ createdAt: order }, { id: order }],
    ...{ skip, take },
  })
}

/** How many of these runs wait for one that they have started, as far as can be told: it has not ended. */
export async function countWaitingParents(ids: string[]): Promise<number> {
  const where = { parentId: { in: ids }, status: { in: ['queued', 'running'] }, scheduledFor: { lte: new Date() } }
  return (await (await db()).run.findMany({ where, distinct: ['parentId'], select: { parentId: true } })).length
}

/** How many runs of that person wait in the workspace. */
export async function countQueuedRuns(where: { workspaceId: string; userId: string }): Promise<number> {
  return (await db()).run.count({ where: { ...where, status: 'queued' } })
}

/** How many runs lead to one, itself among them; looks at `limit` at most. */
export async function runDepth(id: string | null, limit: number): Promise<number> {
  const client = await db()
  let depth = 0
  for (let next = id; next !== null && depth < limit; depth++)
    next = (await client.run.findUnique({ where: { id: next }, select: { parentId: true } }))?.parentId ?? null
  return depth
}

/** The run that a token was made for; null for any other token. */
export async function findRunOfToken(tokenId: string) {
  const select = { id: true, tokenId: true, sessionVersion: true, rootId: true } as const
  return (await db()).run.findFirst({ where: { runTokenId: tokenId }, select })
}

/** The newest run of a schedule; null before the first. */
export async function findLastOfSchedule(scheduleId: string) {
  const select = { id: true, status: true, userId: true, createdAt: true } as const
  return (await db()).run.findFirst({ where: { scheduleId }, orderBy: { createdAt: 'desc' }, select })
}

/** Whether the run of that id was started by that schedule. */
export async function isOfSchedule(id: string, scheduleId: string): Promise<boolean> {
  return (await (await db()).run.findFirst({ where: { id, scheduleId }, select: { id: true } })) !== null
}

/** Whether a run of a schedule waits or runs. */
export async function hasUnended(scheduleId: string): Promise<boolean> {
  const where = { scheduleId, status: { in: ['queued', 'running'] } }
  return (await (await db()).run.findFirst({ where, select: { id: true } })) !== null
}

/** Ends a run that has not ended. Null when it had; otherwise the token that its script has. */
export async function cancelStoredRun(
  id: string,
  end: { canceledBy: string; canceledReason: string | null; result: string },
): Promise<{ runTokenId: string | null } | null> {
  const client = await db()
  const where = { id, status: { in: ['queued', 'running'] } }
  const { count } = await client.run.updateMany({ where, data: { ...end, status: 'canceled', endedAt: new Date() } })
  return count === 0 ? null : client.run.findUnique({ where: { id }, select: { runTokenId: true } })
}

type Wanted = { childrenOnly?: boolean; parentId?: string | null }

/** Takes the next run that is due for `owner`, of those that are wanted; null when there is none. No two workers get the same. */
export async function claimRun(owner: string, { childrenOnly = false, parentId = null }: Wanted = {}) {
  const now = new Date()
  const id = await claimNext({ owner, now, until: lease(owner).leaseUntil, childrenOnly, parentId })
  return id === null ? null : (await db()).run.findUnique({ where: { id } })
}
export type ClaimedRun = NonNullable<Awaited<ReturnType<typeof claimRun>>>

type Held = { runTokenId?: string; memoryPeakKib?: number | null }

/** Renews the lease. False when the run is no longer the owner's to work on: cancelled, taken over or gone. */
export async function saveUnderLease(id: string, owner: string, data: Held = {}): Promise<boolean> {
  const where = { id, leaseOwner: owner, status: 'running' }
  const { leaseUntil } = lease(owner)
  return (await (await db()).run.updateMany({ where, data: { ...data, leaseUntil } })).count > 0
}

/** How far a run has come. False when it does not run. */
export async function saveProgress(id: string, progress: number): Promise<boolean> {
  return (await (await db()).run.updateMany({ where: { id, status: 'running' }, data: { progress } })).count > 0
}

type Ended = { status: RunStatus; result: string; memoryPeakKib: number | null }

/** Ends a run that the owner works on. False when it is no longer the owner's. */
export async function endUnderLease(id: string, owner: string, end: Ended): Promise<boolean> {
  const where = { id, leaseOwner: owner, status: 'running' }
  const data = { ...end, endedAt: new Date(), runTokenId: null, leaseOwner: null, leaseUntil: null }
  return (await (await db()).run.updateMany({ where, data })).count > 0
}

/** Why a run waits once more, and until when; `isFailure` counts against its policy. */
export type Requeue = { requeuedFor: 'failed' | 'lost' | 'stopped'; isFailure: boolean; at?: Date }

/** Lets the next worker begin a run again that the owner works on. */
export async function requeueUnderLease(id: string, owner: string, again: Requeue): Promise<boolean> {
  const where = { id, leaseOwner: owner, status: 'running' }
  return (await (await db()).run.updateMany({ where, data: requeued(again) })).count > 0
}

function requeued({ requeuedFor, isFailure, at }: Requeue) {
  const free = { status: 'queued', leaseOwner: null, leaseUntil: null, runTokenId: null, progress: null }
  return { ...free, requeuedFor, ...(at && { scheduledFor: at }), ...(isFailure && { failures: { increment: 1 } }) }
}

/** Lets go of a run that has ended otherwise. */
export async function releaseLease(id: string, owner: string): Promise<void> {
  const data = { leaseOwner: null, leaseUntil: null, runTokenId: null }
  await (await db()).run.updateMany({ where: { id, leaseOwner: owner, status: { not: 'running' } }, data })
}

/** Runs whose worker has been silent for longer than it may. */
export async function listLostRuns() {
  const select = {
    ...{ id: true, leaseOwner: true, runTokenId: true, userId: true },
    ...{ restart: true, attempt: true, retry: true, failures: true },
  } as const
  const where = { status: 'running', leaseUntil: { lt: new Date() } }
  return (await db()).run.findMany({ where, select, take: 100 })
}
export type LostRun = Awaited<ReturnType<typeof listLostRuns>>[number]

/** Where no other process can have one, all runs that count as running are lost. SQLite has one process at a time. */
export async function expireLeases(): Promise<void> {
  if (!env().databaseUrl.startsWith('file:')) return
  await (await db()).run.updateMany({
    where: { status: 'running', leaseOwner: { not: null } },
    data: { leaseUntil: new Date(0) },
  })
}

/** Ends or queues a run whose worker is lost, unless that one has come back meanwhile. Returns whether it did. */
export async function settleLostRun({ id, leaseOwner }: LostRun, end: { result: string } | Requeue): Promise<boolean> {
  const where = { id, leaseOwner, status: 'running', leaseUntil: { lt: new Date() } }
  const free = { leaseOwner: null, leaseUntil: null, runTokenId: null }
  const data = 'result' in end ? { ...free, ...end, status: 'failure', endedAt: new Date() } : requeued(end)
  return (await (await db()).run.updateMany({ where, data })).count > 0
}

/** Removes runs that ended before `before`, with their logs; not the steps of a pipeline that goes on, which would begin them anew. */
export async function removeOldRuns(before: Date): Promise<number> {
  const client = await db()
  const under = { status: { in: ['queued', 'running'] }, kind: { in: [...flowKinds] }, createdAt: { lt: before } }
  const kept = (await client.run.findMany({ where: under, select: { id: true } })).map(({ id }) => id)
  const steps = kept.length > 0 ? { NOT: { flowStepKey: { not: null }, parentId: { in: kept } } } : {}
  return (await client.run.deleteMany({ where: { endedAt: { lt: before }, ...steps } })).count
}

function lease(owner: string) {
  return { leaseOwner: owner, leaseUntil: new Date(Date.now() + LEASE_MS) }
}
