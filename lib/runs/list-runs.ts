import 'server-only'
import type { Context } from '@/lib/auth/context'
import { describeJob } from './describe-job'
import type { Job, ListRuns, RunStatus } from './schema'
import { listStoredRuns } from './store'

const PER_PAGE = 30
const MAX_PER_PAGE = 1000

/** Jobs of the actor, newest first; admins see those of the whole workspace. */
export async function listRuns(ctx: Context, query: ListRuns): Promise<Job[]> {
  const take = Math.min(query.per_page || PER_PAGE, MAX_PER_PAGE)
  const found = await listStoredRuns({
    ...{ workspaceId: ctx.workspace.id, userId: ctx.isAdmin ? undefined : ctx.person.id },
    ...{ username: query.created_by, path: query.script_path_exact, pathStart: query.script_path_start },
    ...{ hash: query.script_hash, parentId: query.parent_job, kinds: kindsOf(query) },
    ...{ statuses: statusesOf(query), isFlowStep: query.is_flow_step },
    ...{ before: query.created_before, after: query.created_after },
    ...{ order: query.order_desc === false ? 'asc' : 'desc', skip: Math.max((query.page ?? 1) - 1, 0) * take, take },
  })
  return found.map(describeJob)
}

/** A text that nobody saved says itself which path it has: among the runs of a script it is only where somebody asks for it. */
function kindsOf({
  job_kinds: kinds,
  script_path_exact: path,
  script_path_start: start,
}: ListRuns): string[] | undefined {
  if (kinds !== undefined) return kinds.split(',')
  return path === undefined && start === undefined ? undefined : ['script']
}

function statusesOf({ running, success }: ListRuns): RunStatus[] | undefined {
  if (running) return ['running']
  if (running === false && success === undefined) return ['queued', 'success', 'failure', 'canceled']
  if (success === undefined) return undefined
  return success ? ['success'] : ['failure', 'canceled']
}
