import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { pageOf } from '@/lib/http/page'
import { canReadPath, canWritePath, createPathJudge } from '@/lib/resources/can-read-path'
import { listLastScheduledRuns } from '@/lib/runs/scheduled-runs'
import { describeSchedule } from './describe-schedule'
import type { ScheduleList, SchedulePath, WireSchedule } from './schema'
import { findStoredSchedule, listStoredSchedules, type StoredSchedule } from './store'

/** The schedule there. Throws `not_found` alike for one that is not there and one that the actor may not see. */
export async function getReadableSchedule(ctx: Context, path: string): Promise<StoredSchedule> {
  // Whoever may see a script at that path may see when it runs.
  const row = (await canReadPath(ctx, 'script', path)) ? await findStoredSchedule(ctx.workspace.id, path) : null
  if (!row) throw new AppError('not_found', `schedule at name ${path} does not exist, or you may not see it.`)
  return row
}

/** The same for changing it. Throws `forbidden` when the actor may only see it. */
export async function getWritableSchedule(ctx: Context, path: string): Promise<StoredSchedule> {
  const row = await getReadableSchedule(ctx, path)
  if (await canWritePath(ctx, 'script', path)) return row
  throw new AppError('forbidden', `You may see ${path} but not change it. Ask its owner or an admin.`)
}

/** One schedule. Throws `not_found`. */
export async function getSchedule(ctx: Context, { path }: SchedulePath): Promise<WireSchedule> {
  const row = await getReadableSchedule(ctx, path)
  const [runs, mayWrite] = await Promise.all([listLastScheduledRuns(ctx, [row.id]), canWritePath(ctx, 'script', path)])
  return describeSchedule(row, { mayWrite, lastRun: runs.get(row.id) ?? null })
}

/** Whether there is one that the actor may see. */
export async function scheduleExists(ctx: Context, { path }: SchedulePath): Promise<boolean> {
  return (await canReadPath(ctx, 'script', path)) && (await findStoredSchedule(ctx.workspace.id, path)) !== null
}

/** The schedules that the actor may see, by path. */
export async function listSchedules(ctx: Context, filter: ScheduleList): Promise<WireSchedule[]> {
  const [rows, rightsAt] = await Promise.all([listStoredSchedules(ctx.workspace.id), createPathJudge(ctx, 'script')])
  const { path, path_start: start, script_path: script, is_flow: isFlow } = filter
  const wanted = rows.filter(
    (row) =>
      rightsAt(row.path).mayRead &&
      (!path || row.path === path) &&
      (!start || row.path.startsWith(start)) &&
      (!script || row.scriptPath === script) &&
      (isFlow === undefined || row.isFlow === isFlow),
  )
  const shown = pageOf(wanted, filter)
  const runs = await listLastScheduledRuns(
    ctx,
    shown.map(({ id }) => id),
  )
  return shown.map((row) =>
    describeSchedule(row, { mayWrite: rightsAt(row.path).mayWrite, lastRun: runs.get(row.id) ?? null }),
  )
}
