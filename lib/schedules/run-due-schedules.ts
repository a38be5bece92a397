import 'server-only'
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Context } from '@/lib/auth/context'
import { contextOf } from '@/lib/auth/context-of'
import { AppError } from '@/lib/errors'
import { runFlow } from '@/lib/pipelines/start-flow'
import { isRunOfSchedule, isScheduleBusy } from '@/lib/runs/scheduled-runs'
import { runScriptByPath } from '@/lib/runs/start-run'
import { retrySchema } from '@/lib/scripts/retry'
import { nextTimes } from './cron'
import { type DueSchedule, listDueSchedules, moveSchedule } from './store'

const DUE_AT_ONCE = 100

/**
 * Starts what is due, each time once however many servers and workers look: the id of a run follows from its schedule and the time. Of
 * times that nobody was there for only one is made up for. Answers how many were dealt with.
 */
export async function runDueSchedules(now = new Date()): Promise<number> {
  const due = await listDueSchedules(now, DUE_AT_ONCE)
  for (const schedule of due)
    await runDue(schedule, now).catch((error) => console.error(`[schedules] ${schedule.path} could not be run`, error))
  return due.length
}

async function runDue(schedule: DueSchedule, now: Date): Promise<void> {
  const { ownerId, workspaceId } = schedule
  const ctx = await contextOf(ownerId, { workspaceId }).catch(onlyExpected)
  if (ctx instanceof AppError) {
    const error = 'It was switched off: whoever saved it is disabled, or no member of the workspace any more.'
    return moveSchedule(schedule, { enabled: false, nextAt: null, error })
  }
  const error = await start(ctx, schedule).then(
    () => null,
    (cause: unknown) => whyNotStarted(schedule, cause, now),
  )
  await moveSchedule(schedule, { nextAt: nextTimes(schedule, 1, now)[0] ?? null, error })
}

/** Milliseconds in which a database that is away for a moment costs no run: what is due is tried again until then. */
const PATIENCE_MS = 5 * 60_000

/**
 * What its list says of a time that brought no run; null where the run is there: another server or worker was first, or only its
 * record failed. Throws again what may pass soon.
 */
async function whyNotStarted(schedule: DueSchedule, cause: unknown, now: Date): Promise<string | null> {
  if (await isRunOfSchedule(dueRunId(schedule), schedule.id)) return null
  if (cause instanceof AppError) return cause.message
  const isBroken = cause instanceof z.ZodError || cause instanceof SyntaxError
  const lateMs = now.getTime() - (schedule.nextAt ?? now).getTime()
  if (!isBroken && lateMs < PATIENCE_MS) throw cause
  console.error(`[schedules] ${schedule.path} could not be run`, cause)
  return 'It could not be run because of an error of the server, whose log tells more. It is tried again at the next time.'
}

async function start(ctx: Context, schedule: DueSchedule): Promise<void> {
  const { id, scriptPath: path, isFlow, tag, noOverlap } = schedule
  if (noOverlap && (await isScheduleBusy(id))) return
  const retry = schedule.retry ? retrySchema.parse(JSON.parse(schedule.retry)) : null
  const args = z.record(z.string(), z.unknown()).parse(JSON.parse(schedule.args))
  const called = { path, args, tag, scheduleId: id, job_id: dueRunId(schedule) }
  await (isFlow ? runFlow(ctx, called) : runScriptByPath(ctx, { ...called, retry }))
}

/** A UUID (version 8: made as we like) that is the same for whoever looks at the time that a schedule is due at. */
function dueRunId({ id, nextAt }: DueSchedule): string {
  const at = nextAt ?? new Date(0)
  const bytes = createHash('sha256').update(`${id} ${at.toISOString()}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function onlyExpected(error: unknown): AppError {
  if (error instanceof AppError) return error
  throw error
}
