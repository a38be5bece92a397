import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { restartFlow } from '@/lib/pipelines/restart-flow'
import { flowPreviewSchema, runFlow, runFlowPreview } from '@/lib/pipelines/start-flow'
import { restartSchema } from '@/lib/pipelines/status-schema'
import { awaitResult } from '@/lib/runs/await-result'
import { runIdSchema, runQuerySchema } from '@/lib/runs/schema'
import { createRouter } from './create-router'
import { ITEM_PATH, readItemPath } from './item-path'
import { jsonRequest } from './json-request'
import { runRequests } from './run-requests'
import { textResponse } from './text-response'

const jobId = textResponse('The id of the job', 201)
const json = (description: string) => ({ description, content: { 'application/json': { schema: z.unknown() } } })

const runRoute = createRoute({
  method: 'post',
  path: `/run/f/${ITEM_PATH}`,
  summary: 'Run a pipeline',
  request: runRequests.byPath,
  responses: jobId,
})

const previewRoute = createRoute({
  method: 'post',
  path: '/run/preview_flow',
  summary: 'Run steps that nobody has saved',
  request: { query: runQuerySchema, ...jsonRequest(flowPreviewSchema) },
  responses: jobId,
})

const waitRoute = createRoute({
  method: 'post',
  path: `/run_wait_result/f/${ITEM_PATH}`,
  summary: 'Run a pipeline and wait for its result',
  request: runRequests.byPath,
  responses: { 200: json('What its last step answered'), 400: json('`{ error }`: what stopped it') },
})

const restartRoute = createRoute({
  method: 'post',
  path: '/restart/f/{id}',
  summary: 'Run a pipeline once more from a step on',
  request: { params: runIdSchema, ...jsonRequest(restartSchema) },
  responses: jobId,
})

/** Under `/w/:workspace/jobs`. A caller who leaves cancels what they wait for. */
export const flowJobRoutes = createRouter()
  .openapi(runRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...readItemPath(c.req.valid('param')), args: c.req.valid('json') }
    return c.text(await runFlow(c.get('ctx'), input), 201)
  })
  .openapi(previewRoute, async (c) =>
    c.text(await runFlowPreview(c.get('ctx'), { ...c.req.valid('query'), ...c.req.valid('json') }), 201),
  )
  .openapi(restartRoute, async (c) =>
    c.text(await restartFlow(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(waitRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...readItemPath(c.req.valid('param')), args: c.req.valid('json') }
    const id = await runFlow(c.get('ctx'), input)
    const { success, result } = await awaitResult(c.get('ctx'), id, c.req.raw.signal)
    return success ? c.json(result, 200) : c.json(result, 400)
  })
