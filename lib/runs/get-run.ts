import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getReadableVersion } from '@/lib/scripts/get-readable-script'
import { describeJob } from './describe-job'
import { findTrigger } from './find-trigger'
import { readLog } from './log/store'
import { requireRun } from './require-run'
import {
  hasEnded,
  type Job,
  type JobView,
  type ResultMaybe,
  type RunId,
  type Updates,
  type UpdatesQuery,
} from './schema'
import type { StoredRun } from './store'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A job whole: arguments, result, log and text. Throws `not_found`. */
export async function getJob(ctx: Context, { id, no_logs: noLogs, no_code: noCode }: JobView): Promise<Job> {
  const run = await requireRun(ctx, id)
  const [logs, code, trigger] = await Promise.all([
    noLogs ? null : readLog(id),
    noCode ? null : textOf(ctx, run),
    findTrigger(run),
  ])
  return { ...describeJob(run), ...trigger, ...(logs !== null && { logs }), ...(code !== null && { raw_code: code }) }
}

/** A job that has ended. Throws `not_found` while it has not. */
export async function getCompletedJob(ctx: Context, view: JobView): Promise<Job> {
  await requireEnded(ctx, view)
  return getJob(ctx, view)
}

/** What it printed, from the beginning. */
export async function getJobLogs(ctx: Context, { id }: RunId): Promise<string> {
  await requireRun(ctx, id)
  return readLog(id)
}

/** What has happened since the caller asked last. */
export async function getJobUpdates(ctx: Context, query: UpdatesQuery): Promise<Updates> {
  const { id, log_offset: offset = 0, no_logs: noLogs } = query
  const run = await requireRun(ctx, id)
  const state = {
    ...{ running: run.status === 'running', completed: hasEnded(run.status) && !isHeld(run) },
    ...(run.memoryPeakKib !== null && { mem_peak: run.memoryPeakKib }),
    ...(run.progress !== null && { progress: run.progress }),
  }
  if (noLogs) return state
  const text = await readLog(id, offset)
  return { ...state, new_logs: text, log_offset: offset + text.length }
}

/** A worker still keeps what a run printed that was canceled; one that is lost does not for long. */
function isHeld({ leaseOwner, leaseUntil }: StoredRun): boolean {
  return leaseOwner !== null && leaseUntil !== null && leaseUntil > new Date()
}

/** The result. Throws `not_found` while there is none. */
export async function getJobResult(ctx: Context, target: RunId) {
  return readResult(await requireEnded(ctx, target))
}

/** The result if there is one already. */
export async function getJobResultMaybe(ctx: Context, { id }: RunId): Promise<ResultMaybe> {
  const { status, result } = await requireRun(ctx, id)
  if (!hasEnded(status)) return { completed: false, result: null, success: null, started: status === 'running' }
  return { completed: true, result: readResult({ result }), success: status === 'success', started: true }
}

/** A result as it is kept: our own JSON. */
export function readResult({ result }: Pick<StoredRun, 'result'>): Json {
  return JSON.parse(result ?? 'null')
}

/** The first of the runs that led to this one: itself where nothing started it but a person. */
export async function getRootJobId(ctx: Context, { id }: RunId): Promise<string> {
  return (await requireRun(ctx, id)).rootId ?? id
}

async function requireEnded(ctx: Context, { id }: RunId): Promise<StoredRun> {
  const run = await requireRun(ctx, id)
  if (hasEnded(run.status)) return run
  throw new AppError('not_found', `The job ${id} has not ended yet: it is ${run.status}.`)
}

/** The text that it runs; null once the script was deleted or is out of the actor's sight. */
async function textOf(ctx: Context, { content, scriptHash }: StoredRun): Promise<string | null> {
  if (content !== null || scriptHash === null) return content
  const version = await getReadableVersion(ctx, scriptHash).catch((error) => {
    if (error instanceof AppError) return null
    throw error
  })
  return version?.content ?? null
}
