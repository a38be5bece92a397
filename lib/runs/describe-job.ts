import 'server-only'
import { retriesOf } from '@/lib/scripts/retry'
import { readRetry } from './retry-run'
import { hasEnded, type Job, jobSchema, runKinds } from './schema'
import type { StoredRun } from './store'

type Listed = Omit<StoredRun, 'args' | 'result' | 'content'> & Partial<StoredRun>

/** A run as published clients see it. */
export function describeJob(run: Listed): Job {
  const username = usernameOf(run)
  const ended = hasEnded(run.status)
  const { startedAt, endedAt } = run
  return {
    ...jobSchema.pick({ status: true }).parse(run),
    ...{ type: ended ? 'CompletedJob' : 'QueuedJob', workspace_id: run.workspaceId, id: run.id },
    ...(run.parentId && { parent_job: run.parentId }),
    ...(run.rootId && { root_job: run.rootId }),
    ...{ created_by: username, permissioned_as: `u/${username}`, email: run.user.email },
    ...{ created_at: run.createdAt.toISOString(), scheduled_for: run.scheduledFor.toISOString() },
    ...(startedAt && { started_at: startedAt.toISOString() }),
    ...(endedAt && { completed_at: endedAt.toISOString() }),
    ...(endedAt && { duration_ms: startedAt ? endedAt.getTime() - startedAt.getTime() : 0 }),
    running: run.status === 'running',
    ...(ended && { success: run.status === 'success' }),
    canceled: run.status === 'canceled',
    ...(run.canceledBy && { canceled_by: run.canceledBy }),
    ...(run.canceledReason && { canceled_reason: run.canceledReason }),
    ...{ job_kind: runKinds.find((kind) => kind === run.kind) ?? 'script', language: run.language, tag: run.tag },
    ...(run.scriptPath && { script_path: run.scriptPath }),
    ...(run.scriptHash && { script_hash: run.scriptHash }),
    ...(run.memoryPeakKib !== null && { mem_peak: run.memoryPeakKib }),
    ...(run.args !== undefined && { args: JSON.parse(run.args) }),
    ...(run.result && { result: JSON.parse(run.result) }),
    ...{ attempt: run.attempt, failed_attempts: run.failures, max_attempts: 1 + retriesOf(readRetry(run)) },
    ...(run.flowStepKey !== null && { flow_step_id: stepIdOf(run.flowStepKey) }),
    ...{ priority: run.priority, ...(run.scheduleId && { schedule_id: run.scheduleId }) },
    ...{ is_flow_step: run.flowStepKey !== null, is_skipped: false, visible_to_owner: true },
  }
}

/** The id of the module in `b/3/c`. */
export function stepIdOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1)
}

/** Username in the workspace; the e-mail address of somebody who is no member any more. */
export function usernameOf({ user }: Pick<StoredRun, 'user'>): string {
  return user.memberships[0]?.username ?? user.email
}
