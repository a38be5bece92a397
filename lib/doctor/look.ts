import 'server-only'
import type { PathReader, WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { StoredResource } from '@/lib/resources/find-resource-at'
import { resolveStored } from '@/lib/resources/resolve-stored'
import { buildReport } from './build-report'
import { examineValue } from './examine-resource'
import type { Check, Report } from './report'
import { findRecord, saveReport } from './store'

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
  const checks: Check[] = []
  for await (const check of openChecks({ workspaceId, row, caller, prefix })) {
    checks.push(check)
    tell(check)
  }
  const look = { checks, startedAt, finishedAt: new Date(), by, prefix }
  const report = buildReport(look, record?.report ?? null)
  await saveReport(row, report, { prefix, everyHours })
  return report
}

async function* openChecks({ workspaceId, row, caller, prefix }: Omit<LookAt, 'by' | 'tell'> & { prefix: string }) {
  const { resourceType, ambient } = row
  try {
    const value = await resolveStored(workspaceId, row, caller)
    yield* examineValue(resourceType, value, { ambient, prefix, holder: { workspaceId, path: row.path } })
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
