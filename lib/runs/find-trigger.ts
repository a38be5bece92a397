import 'server-only'
import { findSchedulePath } from '@/lib/schedules/find-schedule-path'
import { findScriptTokenLabel } from '@/lib/tokens/script-tokens'
import type { Job } from './schema'
import type { StoredRun } from './store'

type Trigger = Pick<Job, 'trigger_kind' | 'trigger'>

/** What started a run beside a person: a schedule or a webhook that is still there. Nothing for what another run started. */
export async function findTrigger({ scheduleId, tokenId, parentId }: StoredRun): Promise<Trigger> {
  if (scheduleId !== null) {
    const path = await findSchedulePath(scheduleId)
    return { trigger_kind: 'schedule', ...(path !== null && { trigger: path }) }
  }
  const label = tokenId === null || parentId !== null ? null : await findScriptTokenLabel(tokenId)
  return label === null ? {} : { trigger_kind: 'webhook', trigger: label }
}
