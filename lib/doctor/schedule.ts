import 'server-only'
import { recordVisitorAudit } from '@/lib/audit/record-audit'
import type { WorkspaceId } from '@/lib/auth/context'
import { findResourceAt } from '@/lib/resources/find-resource-at'
import { describeReport } from './describe-report'
import { lookAt } from './look'
import type { Report } from './report'
import { listDue, postpone, takeLease } from './store'
import { within } from './within'

const MINUTE_MS = 60_000
/** Longer than a look may take: a server that died in one is taken over from. */
const LEASE_MS = 10 * MINUTE_MS
/** Stages have limits of their own; whatever hangs beside them does not stop the others. */
const LOOK_MS = 6 * MINUTE_MS
const RETRY_MS = 60 * MINUTE_MS
const DUE_AT_ONCE = 20

/** Looks at whatever is due once a minute, as long as the process lives. */
export function watchStorages(): void {
  let running = false
  const tick = async () => {
    if (running) return
    running = true
    await lookAtDue().catch((error) => console.error('[doctor] what is due could not be looked at', error))
    running = false
  }
  setInterval(() => void tick(), MINUTE_MS).unref()
}

/** Looks at every resource that is due and that no other server looks at, one after the other. Answers how many. */
export async function lookAtDue(clock = () => new Date()): Promise<number> {
  let looked = 0
  for (const due of await listDue(clock(), DUE_AT_ONCE)) {
    // Those before may have taken minutes.
    const now = clock()
    if (!(await takeLease(due.resourceId, now, new Date(now.getTime() + LEASE_MS)))) continue
    looked += 1
    await within(LOOK_MS, lookByItself(due)).catch(async (error) => {
      console.error(`[doctor] ${due.path} could not be looked at`, error)
      await postpone(due.resourceId, new Date(Date.now() + RETRY_MS))
    })
  }
  return looked
}

async function lookByItself({ path, workspaceId }: { path: string; workspaceId: WorkspaceId }): Promise<void> {
  const row = await findResourceAt(workspaceId, path)
  if (!row) return
  const report = await lookAt({ workspaceId, row, by: null, tell: () => undefined })
  if (report.changes.length > 0) await tellChanges(workspaceId, path, report)
}

/** In the audit log nobody did it: the name says what it was. */
function tellChanges(workspaceId: WorkspaceId, path: string, report: Report): Promise<void> {
  const nobody = { email: '', userId: null, address: '', username: 'schedule' }
  const parameters = describeReport(report)
  return recordVisitorAudit(
    nobody,
    { operation: 'doctor.found_changes', action: 'execute', resource: path, parameters },
    workspaceId,
  )
}
