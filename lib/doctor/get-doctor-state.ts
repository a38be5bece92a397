import 'server-only'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { getExaminable } from './get-examinable'
import type { DoctorPath, DoctorState, DoctorSummary } from './schema'
import { findRecord, listRecords } from './store'

/** What is known of a resource, and when the doctor looks again. */
export async function getDoctorState(ctx: Context, { path }: DoctorPath): Promise<DoctorState> {
  const row = await getExaminable(ctx, path)
  const record = await findRecord(row.id)
  if (!record) return { report: null, isOutdated: false, settings: { prefix: '', everyHours: 24 }, nextAt: null }
  const { report, prefix, everyHours, nextAt, resourceAt } = record
  const isOutdated = report !== null && resourceAt?.getTime() !== row.editedAt.getTime()
  return { report, isOutdated, settings: { prefix, everyHours }, nextAt }
}

/** How the resources of a workspace stood when they were last looked at, by path; for its admins. */
export async function listDoctorSummaries(ctx: Context): Promise<Record<string, DoctorSummary>> {
  requireAdmin(ctx)
  const records = await listRecords(ctx.workspace.id)
  return Object.fromEntries(
    records.map(({ path, report, isOutdated }) => {
      const { verdict, finishedAt } = report
      return [path, { verdict, finishedAt, isOutdated }]
    }),
  )
}
