import { contextOf } from '@/lib/auth/context-of'
import { db } from '@/lib/db'
import { runPreview } from '@/lib/runs/start-run'
import type { RouteRequest } from './route-requests'
import { savedFlow } from './route-requests-flows'
import { scriptVersion } from './route-requests-items'

const text = { content: 'export function main() { return 1 }', language: 'deno', args: {} } as const

/** A job of ada's that has come so far. */
const jobThatIs = (status: string) => async (): Promise<Record<string, string>> => {
  const client = await db()
  const ada = await client.membership.findFirstOrThrow({ where: { workspaceId: 'lab', username: 'ada' } })
  const id = await runPreview(await contextOf(ada.userId, { workspaceId: 'lab' }), text)
  const ended = status === 'success' ? { result: '1', endedAt: new Date() } : {}
  await client.run.update({ where: { id }, data: { status, ...ended } })
  return { id }
}

/** Whoever waits gets a result soon, without a worker and a language: what is queued meanwhile succeeds. */
async function succeedSoon<T>(answer: T): Promise<T> {
  const client = await db()
  await client.run.deleteMany({ where: { status: 'queued' } })
  const data = { status: 'success', result: '1', endedAt: new Date() }
  const succeed = async () => {
    const { count } = await client.run.updateMany({ where: { status: 'queued' }, data })
    if (count > 0) clearInterval(timer)
  }
  const timer = setInterval(() => void succeed(), 50)
  setTimeout(() => clearInterval(timer), 20_000).unref()
  return answer
}

const JOBS = '/api/w/:workspace/jobs'
const STATES = '/api/w/:workspace/jobs_u'
const METRICS = '/api/w/:workspace/job_metrics'
const byPath = { params: { path: 'f/open/item' }, json: {} }
const ended = { before: jobThatIs('success'), finds: 404 }

/** Requests to the routes of jobs. */
export const jobRequests: Record<string, RouteRequest> = {
  [`POST ${JOBS}/run/p/:path{.+}`]: { ...byPath, before: scriptVersion },
  [`POST ${JOBS}/run/h/:hash`]: { json: {}, before: scriptVersion },
  [`POST ${JOBS}/run/f/:path{.+}`]: { ...byPath, before: savedFlow },
  [`POST ${JOBS}/run/preview_flow`]: { json: { value: { modules: [] } } },
  [`POST ${JOBS}/run_wait_result/f/:path{.+}`]: { ...byPath, before: savedFlow },
  [`POST ${JOBS}/restart/f/:id`]: { ...ended, json: { step_id: 'a' }, finds: [400, 404] },
  [`GET ${STATES}/flow/files/:id`]: { ...ended, finds: [400, 404] },
  [`POST ${JOBS}/run/preview`]: { json: text },
  [`POST ${JOBS}/run_wait_result/p/:path{.+}`]: { ...byPath, before: async () => succeedSoon(await scriptVersion()) },
  [`POST ${JOBS}/run_wait_result/h/:hash`]: { json: {}, before: async () => succeedSoon(await scriptVersion()) },
  [`POST ${JOBS}/run_wait_result/preview`]: { json: text, before: () => succeedSoon({}) },
  [`POST ${JOBS}/run_inline/preview`]: { json: text, before: () => succeedSoon({}) },
  [`GET ${JOBS}/list`]: {},
  [`GET ${STATES}/get/:id`]: ended,
  [`GET ${STATES}/get_logs/:id`]: ended,
  [`GET ${STATES}/getupdate/:id`]: ended,
  [`GET ${STATES}/completed/get/:id`]: ended,
  [`GET ${STATES}/completed/get_result/:id`]: ended,
  [`GET ${STATES}/completed/get_result_maybe/:id`]: ended,
  [`GET ${STATES}/get_root_job_id/:id`]: ended,
  [`GET ${STATES}/files/:id`]: ended,
  [`POST ${METRICS}/set_progress/:id`]: { before: jobThatIs('running'), json: { percent: 50 }, finds: 404 },
  [`GET ${METRICS}/get_progress/:id`]: ended,
  [`POST ${STATES}/queue/cancel/:id`]: { before: jobThatIs('running'), json: { reason: 'a test' }, finds: 404 },
}
