import 'server-only'
import { createHash } from 'node:crypto'
import type { Context } from '@/lib/auth/context'
import { env } from '@/lib/env'
import { stepIdOf } from './describe-job'
import type { ClaimedRun } from './store'

/** What a script finds in its environment, by the names that the published clients read. No credential but the token. */
export function scriptEnvironment(run: ClaimedRun, ctx: Context, { token, folder }: { token: string; folder: string }) {
  const { apiUrl, publicUrl } = env()
  const path = run.scriptPath ?? ''
  const state = `u/${ctx.username}/${stateName(path)}`
  return {
    ...{ WM_TOKEN: token, WM_WORKSPACE: ctx.workspace.id },
    ...{ BASE_INTERNAL_URL: apiUrl, BASE_URL: publicUrl, WM_BASE_URL: publicUrl },
    ...{ WM_USERNAME: ctx.username, WM_EMAIL: ctx.person.email, WM_PERMISSIONED_AS: `u/${ctx.username}` },
    ...{ WM_JOB_ID: run.id, WM_ROOT_JOB_ID: run.rootId ?? run.id, WM_JOB_PATH: path, WM_OBJECT_PATH: path },
    ...(run.flowStepKey !== null && {
      ...{ WM_FLOW_JOB_ID: run.parentId ?? '', WM_ROOT_FLOW_JOB_ID: run.rootId ?? run.parentId ?? '' },
      WM_FLOW_STEP_ID: stepIdOf(run.flowStepKey),
    }),
    ...{ WM_STATE_PATH: state, WM_STATE_PATH_NEW: state },
    ...{ HOME: folder, TMPDIR: `${folder}/tmp`, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', TZ: 'UTC' },
  }
}

/** Where a script keeps its state: its path with `_` for each slash, which two scripts must not share that have one in their names. */
function stateName(path: string): string {
  const name = path.replaceAll('/', '_') || 'preview'
  if (!path.includes('_')) return name
  return `${name}_${createHash('sha256').update(path).digest('hex').slice(0, 8)}`
}
