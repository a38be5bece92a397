import 'server-only'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { db } from '@/lib/db'
import { flowKinds, hasEnded } from '@/lib/runs/schema'

/** What is known of a step. */
export type StepRecord = {
  /** `open`: a loop or branches under way; `active`: a run that waits or runs. */
  state: 'open' | 'active' | 'success' | 'failure'
  isQueued: boolean
  jobId: string | null
  count: number | null
  reused: boolean
}
export type Records = ReadonlyMap<string, StepRecord>

const unended = { kind: { in: [...flowKinds] }, status: { in: ['queued', 'running'] } }

/** The run of a pipeline; null for any other id. */
export async function findFlowRun(id: string) {
  return (await db()).run.findFirst({ where: { id, kind: { in: [...flowKinds] } } })
}
export type FlowRun = NonNullable<Awaited<ReturnType<typeof findFlowRun>>>

/** Everything known of the steps of a run, by key. */
export async function loadRecords(flowId: string): Promise<Records> {
  const client = await db()
  const [runs, kept] = await Promise.all([
    client.run.findMany({
      where: { parentId: flowId, flowStepKey: { not: null } },
      select: { id: true, flowStepKey: true, status: true },
    }),
    client.flowStep.findMany({ where: { runId: flowId }, omit: { result: true, runId: true } }),
  ])
  const found = new Map<string, StepRecord>()
  for (const { id, flowStepKey: key, status } of runs)
    if (key !== null) {
      const state = hasEnded(status) ? (status === 'success' ? 'success' : 'failure') : 'active'
      found.set(key, { state, isQueued: status === 'queued', jobId: id, count: null, reused: false })
    }
  for (const { key, status, jobId, count, reused } of kept) {
    const state = status === 'open' ? 'open' : status === 'success' ? 'success' : 'failure'
    found.set(key, { state, isQueued: false, jobId, count, reused })
  }
  return found
}

/** What steps answered, as JSON text, by key: of those that have. */
export async function loadResults(flowId: string, keys: readonly string[]): Promise<Map<string, string>> {
  const client = await db()
  const [runs, kept] = await Promise.all([
    client.run.findMany({
      where: { parentId: flowId, flowStepKey: { in: [...keys] } },
      select: { flowStepKey: true, result: true },
    }),
    client.flowStep.findMany({ where: { runId: flowId, key: { in: [...keys] } }, select: { key: true, result: true } }),
  ])
  const all = [...runs.map(({ flowStepKey: key, result }) => ({ key, result })), ...kept]
  return new Map(all.flatMap(({ key, result }) => (key === null || result === null ? [] : [[key, result]])))
}

/** Whether a run is that step of that pipeline. */
export async function isStepRun(id: string, flowId: string, key: string): Promise<boolean> {
  return (await (await db()).run.count({ where: { id, parentId: flowId, flowStepKey: key } })) > 0
}

/** Whether a run of a pipeline goes on still. */
export async function isFlowRunning(id: string): Promise<boolean> {
  return (await (await db()).run.count({ where: { id, status: 'running' } })) > 0
}

/** Begins a run of a pipeline. False when another process did, or it was canceled. */
export async function beginFlowRun(id: string): Promise<boolean> {
  const data = { status: 'running', startedAt: new Date(), attempt: 1 }
  return (await (await db()).run.updateMany({ where: { id, status: 'queued' }, data })).count > 0
}

/** Ends a run of a pipeline that has not ended. */
export async function endFlowRun(id: string, end: { status: 'success' | 'failure'; result: string }): Promise<boolean> {
  const where = { id, ...unended }
  return (await (await db()).run.updateMany({ where, data: { ...end, endedAt: new Date() } })).count > 0
}

export type KeptStep = { status: string; count?: number; result?: string; jobId?: string | null; reused?: boolean }

/** Keeps what is known of a step, once: who comes second changes nothing. */
export async function keepStep(runId: string, key: string, step: KeptStep): Promise<void> {
  await (await db()).flowStep.create({ data: { runId, key, ...step } }).catch((error) => {
    if (!isUniqueViolation(error)) throw error
  })
}

/** Ends a loop or branches that are under way. */
export async function closeStep(
  runId: string,
  key: string,
  end: { status: string; result: string; jobId: string | null },
) {
  await (await db()).flowStep.updateMany({ where: { runId, key, status: 'open' }, data: end })
}

const LOOK_AT = 100

/** Runs of pipelines that are due, and those that nobody works on: the process that would have gone on is gone. By chance where there are
 * many: none keeps the others from being looked at. */
export async function listIdleFlows(): Promise<string[]> {
  const client = await db()
  const due = await client.run.findMany({
    where: { kind: { in: [...flowKinds] }, status: 'queued', scheduledFor: { lte: new Date() } },
    select: { id: true },
    orderBy: { scheduledFor: 'asc' },
    take: LOOK_AT,
  })
  const stalled = await client.$queryRaw<{ id: string }[]>`
    SELECT "flow"."id" FROM "Run" AS "flow" WHERE "flow"."status" = 'running' AND "flow"."kind" IN ('flow', 'flowpreview')
      AND NOT EXISTS (
        SELECT 1 FROM "Run" AS "step" WHERE "step"."parentId" = "flow"."id" AND "step"."status" IN ('queued', 'running')
          AND "step"."flowStepKey" IS NOT NULL
      ) ORDER BY RANDOM() LIMIT ${LOOK_AT}`
  return [...due, ...stalled].map(({ id }) => id)
}

/** Runs of pipelines that go on, some of them where there are many. */
export async function listRunningFlows(): Promise<string[]> {
  const flows = await (await db()).$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Run" WHERE "status" = 'running' AND "kind" IN ('flow', 'flowpreview') ORDER BY RANDOM() LIMIT ${LOOK_AT}`
  return flows.map(({ id }) => id)
}

/** Runs of pipelines that have ended while a step of theirs waits or runs: the process that would have canceled it is gone. */
export async function listLeftFlows(): Promise<string[]> {
  const flows = await (await db()).$queryRaw<{ id: string }[]>`
    SELECT DISTINCT "flow"."id" FROM "Run" AS "step" JOIN "Run" AS "flow" ON "flow"."id" = "step"."parentId"
      WHERE "step"."status" IN ('queued', 'running') AND "step"."flowStepKey" IS NOT NULL
        AND "flow"."status" NOT IN ('queued', 'running') LIMIT ${LOOK_AT}`
  return flows.map(({ id }) => id)
}

/** The pipeline's run that a run is a step of; null for any other. */
export async function findFlowOfStep(id: string): Promise<string | null> {
  const run = await (await db()).run.findUnique({ where: { id }, select: { parentId: true, flowStepKey: true } })
  return run?.flowStepKey ? run.parentId : null
}

/** Bytes of results that are looked through at most, and how many are read at a time. */
const MAX_LOOKED_BYTES = 16 * 1024 ** 2
const RESULTS_AT_ONCE = 10

/** What runs answered, by their id, until that is too much to be looked through. */
export async function loadResultsOfRuns(ids: readonly string[]): Promise<Map<string, unknown>> {
  const client = await db()
  const found = new Map<string, unknown>()
  let bytes = 0
  for (let start = 0; start < ids.length && bytes < MAX_LOOKED_BYTES; start += RESULTS_AT_ONCE) {
    const where = { id: { in: ids.slice(start, start + RESULTS_AT_ONCE) }, status: 'success' }
    for (const { id, result } of await client.run.findMany({ where, select: { id: true, result: true } })) {
      bytes += result?.length ?? 0
      found.set(id, JSON.parse(result ?? 'null'))
    }
  }
  return found
}
