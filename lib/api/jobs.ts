import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { listRuns } from '@/lib/runs/list-runs'
import * as schemas from '@/lib/runs/schema'
import { runPreview, runScriptByHash, runScriptByPath } from '@/lib/runs/start-run'
import { createRouter } from './create-router'
import { ITEM_PATH, readItemPath } from './item-path'
import { jsonResponse } from './json-response'
import { runRequests } from './run-requests'
import { textResponse } from './text-response'

const jobId = textResponse('The id of the job', 201)

const runByPathRoute = createRoute({
  method: 'post',
  path: `/run/p/${ITEM_PATH}`,
  summary: 'Run the newest version of a script',
  request: runRequests.byPath,
  responses: jobId,
})

const runByHashRoute = createRoute({
  method: 'post',
  path: '/run/h/{hash}',
  summary: 'Run one version of a script',
  request: runRequests.byHash,
  responses: jobId,
})

const previewRoute = createRoute({
  method: 'post',
  path: '/run/preview',
  summary: 'Run a text that nobody has saved',
  request: runRequests.preview,
  responses: jobId,
})

const listRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List jobs: the own ones, for admins all',
  request: { query: schemas.listRunsSchema },
  responses: jsonResponse(z.array(schemas.jobSchema), 'Jobs of one page, the newest first'),
})

/** Under `/w/:workspace/jobs`. */
export const jobRoutes = createRouter()
  .openapi(runByPathRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...readItemPath(c.req.valid('param')), args: c.req.valid('json') }
    return c.text(await runScriptByPath(c.get('ctx'), input), 201)
  })
  .openapi(runByHashRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...c.req.valid('param'), args: c.req.valid('json') }
    return c.text(await runScriptByHash(c.get('ctx'), input), 201)
  })
  .openapi(previewRoute, async (c) =>
    c.text(await runPreview(c.get('ctx'), { ...c.req.valid('query'), ...c.req.valid('json') }), 201),
  )
  .openapi(listRoute, async (c) => c.json(await listRuns(c.get('ctx'), c.req.valid('query')), 200))
