import 'server-only'
import type { Context } from '@/lib/auth/context'
import { type RunStatus, runStatuses } from './schema'
import { findLastOfSchedule, hasUnended, isOfSchedule } from './store'

type LastRun = {
  /** null for one that the actor may not see. */ id: string | null
  status: RunStatus
  created_at: string
}

/** How the last run of each of these schedules went, by the id of the schedule; whose schedules they are the caller has found out. */
export async function listLastScheduledRuns(ctx: Context, scheduleIds: string[]): Promise<Map<string, LastRun>> {
  const found = await Promise.all(
    scheduleIds.map(async (scheduleId) => {
      const run = await findLastOfSchedule(scheduleId)
      return run ? [[scheduleId, describe(ctx, run)] as const] : []
    }),
  )
  return new Map(found.flat())
}

/** Whether that schedule has started the run of that id: anybody may choose an id for a run of their own. */
export function isRunOfSchedule(id: string, scheduleId: string): Promise<boolean> {
  return isOfSchedule(id, scheduleId)
}

/** Whether a run of that schedule waits or runs. */
export function isScheduleBusy(scheduleId: string): Promise<boolean> {
  return hasUnended(scheduleId)
}

type Found = NonNullable<Awaited<ReturnType<typeof findLastOfSchedule>>>

function describe(ctx: Context, { id, status, userId, createdAt }: Found): LastRun {
  const maySee = ctx.isAdmin || userId === ctx.person.id
  const known = runStatuses.find((each) => each === status) ?? 'failure'
  return { id: maySee ? id : null, status: known, created_at: createdAt.toISOString() }
}
