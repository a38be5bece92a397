import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { parse } from '@/lib/parse'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { type Report, reportSchema } from './report'

const HOUR_MS = 3600_000

/** What is kept of the doctor's looks at one resource. */
export type StoredRecord = {
  prefix: string
  everyHours: number
  nextAt: Date | null
  report: Report | null
  /** `editedAt` of the resource that the report is about. */
  resourceAt: Date | null
}

/** null before the first report or setting. */
export async function findRecord(resourceId: string): Promise<StoredRecord | null> {
  const row = await (await db()).doctorRecord.findUnique({ where: { resourceId } })
  return row && { ...row, report: row.report === null ? null : readReport(row.report) }
}

/** The report on what a storage of a workspace leads to, and whether it is about the resource as it is now. */
export async function findRecordOfStorage(
  workspaceId: WorkspaceId,
  name: string,
): Promise<{ report: Report | null; isCurrent: boolean } | null> {
  const client = await db()
  const setting = await client.storageSetting.findUnique({ where: { workspaceId_name: { workspaceId, name } } })
  if (!setting) return null
  const where = { workspaceId_path: { workspaceId, path: setting.resourcePath } }
  const resource = await client.resource.findUnique({ where, select: { editedAt: true, doctor: true } })
  if (!resource?.doctor?.report) return null
  const isCurrent = resource.doctor.resourceAt?.getTime() === resource.editedAt.getTime()
  return { report: readReport(resource.doctor.report), isCurrent }
}

/** An older version of the doctor may have written what this one cannot read: then there is no report. */
function readReport(text: string): Report | null {
  const read = reportSchema.safeParse(JSON.parse(text))
  return read.success ? read.data : null
}

/** The reports on the resources of a workspace. */
export async function listRecords(
  workspaceId: WorkspaceId,
): Promise<{ path: string; report: Report; isOutdated: boolean }[]> {
  const rows = await (await db()).doctorRecord.findMany({
    where: { resource: { workspaceId }, report: { not: null } },
    select: { report: true, resourceAt: true, resource: { select: { path: true, editedAt: true } } },
  })
  return rows.flatMap(({ report, resourceAt, resource: { path, editedAt } }) => {
    const read = report === null ? null : readReport(report)
    return read ? [{ path, report: read, isOutdated: resourceAt?.getTime() !== editedAt.getTime() }] : []
  })
}

/** Keeps a report, frees the lease and sets when the next one is due. Nothing happens when the resource is gone. */
export async function saveReport(
  resource: { id: string; editedAt: Date },
  report: Report,
  settings: { prefix: string; everyHours: number },
): Promise<void> {
  const { prefix, everyHours } = settings
  const kept = { report: JSON.stringify(parse(reportSchema, report)), resourceAt: resource.editedAt, leaseUntil: null }
  const data = { ...kept, prefix, everyHours, nextAt: dueAfter(report.finishedAt, everyHours) }
  const client = await db()
  await client.$transaction(async (tx) => {
    if ((await tx.resource.count({ where: { id: resource.id } })) === 0) return
    const where = { resourceId: resource.id }
    await tx.doctorRecord.upsert({ where, create: { ...where, ...data }, update: data })
  })
  forgetIdentities()
}

/** Keeps where probe files go and how often the doctor looks. */
export async function saveSettings(
  resourceId: string,
  { prefix, everyHours }: { prefix: string; everyHours: number },
): Promise<void> {
  const data = { prefix, everyHours, nextAt: dueAfter(new Date(), everyHours) }
  const where = { resourceId }
  await (await db()).doctorRecord.upsert({ where, create: { ...where, ...data }, update: data })
}

/** The resources whose time has come and that no server looks at. */
export async function listDue(
  now: Date,
  limit: number,
): Promise<{ resourceId: string; path: string; workspaceId: WorkspaceId }[]> {
  const rows = await (await db()).doctorRecord.findMany({
    where: { nextAt: { lte: now }, ...isFree(now) },
    select: { resourceId: true, resource: { select: { path: true, workspaceId: true } } },
    orderBy: { nextAt: 'asc' },
    take: limit,
  })
  return rows.map(({ resourceId, resource: { path, workspaceId } }) => ({
    resourceId,
    path,
    workspaceId: ofResource(workspaceId),
  }))
}

/** Takes the turn at a due resource until `leaseUntil`. False when another server was first. */
export async function takeLease(resourceId: string, now: Date, leaseUntil: Date): Promise<boolean> {
  const where = { resourceId, nextAt: { lte: now }, ...isFree(now) }
  return (await (await db()).doctorRecord.updateMany({ where, data: { leaseUntil } })).count === 1
}

/** Gives the turn back after a look that came to nothing, and tries again later. */
export async function postpone(resourceId: string, nextAt: Date): Promise<void> {
  await (await db()).doctorRecord.updateMany({ where: { resourceId }, data: { leaseUntil: null, nextAt } })
}

/** Notes that a look begins to write under these names. */
export async function beginProbes(probe: { id: string; resourceId: string; prefix: string }): Promise<void> {
  const client = await db()
  await client.$transaction(async (tx) => {
    // It may have been deleted since it was found.
    if ((await tx.resource.count({ where: { id: probe.resourceId } })) > 0) await tx.doctorProbe.create({ data: probe })
  })
}

/** Nothing of these looks lies in the storage any more. */
export async function endProbes(ids: readonly string[]): Promise<void> {
  await (await db()).doctorProbe.deleteMany({ where: { id: { in: [...ids] } } })
}

/** Looks at a resource that began before `before` and never came to an end. */
export async function listUnendedProbes(resourceId: string, before: Date): Promise<{ id: string; prefix: string }[]> {
  const where = { resourceId, startedAt: { lt: before } }
  return (await db()).doctorProbe.findMany({ where, select: { id: true, prefix: true } })
}

/** The server itself acts, in the workspace that the resource lies in. */
function ofResource(workspaceId: string): WorkspaceId {
  return workspaceId as WorkspaceId
}

const isFree = (now: Date) => ({ OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] })

function dueAfter(at: Date, everyHours: number): Date | null {
  return everyHours === 0 ? null : new Date(at.getTime() + everyHours * HOUR_MS)
}
