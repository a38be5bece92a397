import 'server-only'
import { randomUUID } from 'node:crypto'
import type { PathReader, WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { StoredResource } from '@/lib/resources/find-resource-at'
import { resolveStored } from '@/lib/resources/resolve-stored'
import { openResourceValue } from '@/lib/resources/types/open-resource-value'
import { buildReport, VITAL_GROUPS } from './build-report'
import { examineValue } from './examine-resource'
import type { Check, Report } from './report'
import { beginProbes, endProbes, findRecord, saveReport } from './store'
import { sweepLeftovers } from './sweep-leftovers'

type LookAt = {
  workspaceId: WorkspaceId
  row: StoredResource
  /** Whose rights its references need; absent: those of whoever saved it last. */
  caller?: PathReader
  /** Username of who asked; null for the schedule. */
  by: string | null
  /** Absent: as the last time. */
  prefix?: string
  tell: (check: Check) => void
}

const DEFAULTS = { prefix: '', everyHours: 24 }

/** Looks at a stored resource, keeps the report and answers it. */
export async function lookAt({ workspaceId, row, caller, by, tell, ...asked }: LookAt): Promise<Report> {
  const record = await findRecord(row.id)
  const { everyHours } = record ?? DEFAULTS
  const prefix = asked.prefix ?? record?.prefix ?? DEFAULTS.prefix
  const startedAt = new Date()
  const probeId = randomUUID()
  await beginProbes({ id: probeId, resourceId: row.id, prefix })
  const checks: Check[] = []
  for await (const check of openChecks({ workspaceId, row, caller, prefix, probeId })) {
    checks.push(check)
    tell(check)
  }
  // What a stage that hangs writes after its time, and what could not be removed, is for the next look to remove.
  if (checks.every(({ cause }) => cause !== 'stuck' && cause !== 'left_behind')) await endProbes([probeId])
  const look = { checks, startedAt, finishedAt: new Date(), by, prefix }
  const report = buildReport(look, record?.report ?? null)
  await saveReport(row, report, { prefix, everyHours })
  return report
}

type Opening = Pick<LookAt, 'workspaceId' | 'row' | 'caller'> & { prefix: string; probeId: string }

async function* openChecks({ workspaceId, row, caller, prefix, probeId }: Opening): AsyncGenerator<Check> {
  const { resourceType, ambient } = row
  try {
    const value = await resolveStored(workspaceId, row, caller)
    let reached = true
    const holder = { workspaceId, path: row.path }
    for await (const check of examineValue(resourceType, value, { ambient, holder, prefix, probeId })) {
      reached &&= !(check.state === 'failed' && VITAL_GROUPS.includes(check.group))
      yield check
    }
    if (reached) yield* sweepLeftovers(row.id, () => openResourceValue(resourceType, value, { ambient, holder }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    yield unopened(error)
  }
}

/** What a resource refers to may be gone, or its keys unreadable: that is a finding too. */
function unopened(error: AppError): Check {
  return {
    ...{ name: 'value', label: 'Resource', group: 'Connection', state: 'failed', ms: null },
    evidence: 'The resource could not be opened.',
    cause: 'invalid_settings',
    problem: error.message,
    remedy: 'Open the resource, put this right and save it.',
  }
}
