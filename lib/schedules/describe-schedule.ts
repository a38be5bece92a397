import 'server-only'
import { type WireSchedule, wireScheduleSchema } from './schema'
import type { StoredSchedule } from './store'

type Circumstances = { mayWrite: boolean; lastRun: WireSchedule['last_run'] }

/** A schedule as published clients see it. */
export function describeSchedule(row: StoredSchedule, { mayWrite, lastRun }: Circumstances): WireSchedule {
  const { path, cron, timezone, enabled, scriptPath, summary, description, error, tag } = row
  const username = row.owner.memberships[0]?.username ?? row.owner.email
  return wireScheduleSchema.parse({
    ...{ workspace_id: row.workspaceId, path, schedule: cron, timezone, enabled, script_path: scriptPath },
    ...{ is_flow: row.isFlow, extra_perms: {}, summary, description, error, tag },
    ...{ edited_by: row.editedBy, edited_at: row.editedAt.toISOString() },
    ...{ email: row.owner.email, permissioned_as: `u/${username}` },
    args: JSON.parse(row.args),
    no_flow_overlap: row.noOverlap,
    ...(row.retry && { retry: JSON.parse(row.retry) }),
    ...{ next_at: row.nextAt?.toISOString() ?? null, may_write: mayWrite, last_run: lastRun },
  })
}
