import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'

export type ScheduleFields = {
  ownerId: string
  summary: string
  description: string
  args: string
  cron: string
  timezone: string
  enabled: boolean
  noOverlap: boolean
  retry: string | null
  tag: string
  nextAt: Date | null
  error: string | null
  editedBy: string
  editedAt: Date
}

const withOwner = (workspaceId: string) => ({
  owner: { select: { email: true, memberships: { where: { workspaceId }, select: { username: true } } } },
})

/** The path of a schedule; null when it is gone. */
export async function findSchedulePathById(id: string): Promise<string | null> {
  return (await (await db()).schedule.findUnique({ where: { id }, select: { path: true } }))?.path ?? null
}

/** A schedule by its path; null when there is none. */
export async function findStoredSchedule(workspaceId: WorkspaceId, path: string) {
  const where = { workspaceId_path: { workspaceId, path } }
  return (await db()).schedule.findUnique({ where, include: withOwner(workspaceId) })
}
export type StoredSchedule = NonNullable<Awaited<ReturnType<typeof findStoredSchedule>>>

/** The schedules of a workspace, by path. */
export async function listStoredSchedules(workspaceId: WorkspaceId): Promise<StoredSchedule[]> {
  return (await db()).schedule.findMany({
    where: { workspaceId },
    include: withOwner(workspaceId),
    orderBy: { path: 'asc' },
  })
}

/** Keeps a new schedule. Throws a unique violation for a path that is taken. */
export async function insertSchedule(
  workspaceId: WorkspaceId,
  schedule: ScheduleFields & { path: string; scriptPath: string; isFlow: boolean },
): Promise<void> {
  await (await db()).schedule.create({ data: { workspaceId, ...schedule } })
}

/** Changes a schedule. False when it is gone. */
export async function updateStoredSchedule(id: string, change: Partial<ScheduleFields>): Promise<boolean> {
  return (await (await db()).schedule.updateMany({ where: { id }, data: change })).count > 0
}

/** Removes a schedule; what it started stays. */
export async function removeSchedule(id: string): Promise<void> {
  await (await db()).schedule.deleteMany({ where: { id } })
}

/** What should have started by `now`, the longest overdue first. */
export async function listDueSchedules(now: Date, take: number) {
  const where = { enabled: true, nextAt: { lte: now } }
  return (await db()).schedule.findMany({ where, orderBy: { nextAt: 'asc' }, take })
}
export type DueSchedule = Awaited<ReturnType<typeof listDueSchedules>>[number]

type Moved = { nextAt: Date | null; error: string | null; enabled?: boolean }

/** Moves a schedule on from a time that has been dealt with, unless somebody has moved or changed it meanwhile. */
export async function moveSchedule({ id, nextAt }: DueSchedule, moved: Moved): Promise<void> {
  await (await db()).schedule.updateMany({ where: { id, nextAt }, data: moved })
}
