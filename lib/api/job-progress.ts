import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { getProgress, setProgress } from '@/lib/runs/run-progress'
import { progressSchema, runIdSchema } from '@/lib/runs/schema'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const setRoute = createRoute({
  method: 'post',
  path: '/set_progress/{id}',
  summary: 'Say how far a job that runs has come',
  request: { params: runIdSchema, ...jsonRequest(progressSchema) },
  responses: textResponse('The id of the job'),
})

const getRoute = createRoute({
  method: 'get',
  path: '/get_progress/{id}',
  summary: 'Ask how far a job has come',
  request: { params: runIdSchema },
  responses: jsonResponse(z.number().nullable(), 'Percent; null where it says nothing of it'),
})

/** Under `/w/:workspace/job_metrics`. */
export const jobProgressRoutes = createRouter()
  .openapi(setRoute, async (c) => {
    const { id } = c.req.valid('param')
    await setProgress(c.get('ctx'), { id, ...c.req.valid('json') })
    return c.text(id, 200)
  })
  .openapi(getRoute, async (c) => c.json(await getProgress(c.get('ctx'), c.req.valid('param')), 200))
