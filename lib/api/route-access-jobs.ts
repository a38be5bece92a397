import { changes, type RouteAccess, reads } from './route-entry'

const JOBS = '/api/w/:workspace/jobs'
const STATES = '/api/w/:workspace/jobs_u'
const METRICS = '/api/w/:workspace/job_metrics'
const PATH = ':path{.+}'

/** Who may call the routes of jobs. Which scripts they run, and whose jobs they see, the use cases decide. */
export const jobAccess: Readonly<Record<string, RouteAccess>> = {
  [`POST ${JOBS}/run/p/${PATH}`]: changes('member', 'workspace', { runsScript: true }),
  [`POST ${JOBS}/run/h/:hash`]: changes('member', 'workspace'),
  [`POST ${JOBS}/run/preview`]: changes('developer', 'workspace'),
  [`POST ${JOBS}/run_wait_result/p/${PATH}`]: changes('member', 'workspace', { runsScript: true }),
  [`POST ${JOBS}/run_wait_result/h/:hash`]: changes('member', 'workspace'),
  [`POST ${JOBS}/run_wait_result/preview`]: changes('developer', 'workspace'),
  [`POST ${JOBS}/run_inline/preview`]: changes('developer', 'workspace'),
  [`POST ${JOBS}/run/f/${PATH}`]: changes('member', 'workspace'),
  [`POST ${JOBS}/run/preview_flow`]: changes('developer', 'workspace'),
  [`POST ${JOBS}/run_wait_result/f/${PATH}`]: changes('member', 'workspace'),
  [`POST ${JOBS}/restart/f/:id`]: changes('member', 'workspace'),
  [`GET ${STATES}/flow/files/:id`]: reads('member', 'workspace'),
  [`GET ${JOBS}/list`]: reads('member', 'workspace'),
  [`GET ${STATES}/get/:id`]: reads('member', 'workspace'),
  [`GET ${STATES}/get_logs/:id`]: reads('member', 'workspace'),
  [`GET ${STATES}/getupdate/:id`]: reads('member', 'workspace'),
  [`GET ${STATES}/completed/get/:id`]: reads('member', 'workspace'),
  [`GET ${STATES}/completed/get_result/:id`]: reads('member', 'workspace'),
  [`GET ${STATES}/completed/get_result_maybe/:id`]: reads('member', 'workspace'),
  [`GET ${STATES}/get_root_job_id/:id`]: reads('member', 'workspace'),
  [`GET ${STATES}/files/:id`]: reads('member', 'workspace'),
  [`POST ${STATES}/queue/cancel/:id`]: changes('member', 'workspace'),
  [`POST ${METRICS}/set_progress/:id`]: changes('member', 'workspace'),
  [`GET ${METRICS}/get_progress/:id`]: reads('member', 'workspace'),
}
