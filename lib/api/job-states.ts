import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { listFlowFiles } from '@/lib/pipelines/flow-files'
import { getCompletedJobWithSteps, getJobWithSteps } from '@/lib/pipelines/flow-status'
import { flowFilesSchema } from '@/lib/pipelines/status-schema'
import { listRunFiles } from '@/lib/run-files/list-run-files'
import { runFileSchema } from '@/lib/run-files/schema'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getJobLogs, getJobResult, getJobResultMaybe, getJobUpdates, getRootJobId } from '@/lib/runs/get-run'
import * as schemas from '@/lib/runs/schema'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const params = schemas.runIdSchema
const view = schemas.jobViewSchema

const getRoute = createRoute({
  method: 'get',
  path: '/get/{id}',
  summary: 'Get a job',
  request: { params, query: view },
  responses: jsonResponse(schemas.jobSchema, 'The job'),
})

const logsRoute = createRoute({
  method: 'get',
  path: '/get_logs/{id}',
  summary: 'Get the log of a job',
  request: { params },
  responses: textResponse('What it printed'),
})

const updatesRoute = createRoute({
  method: 'get',
  path: '/getupdate/{id}',
  summary: 'What a job printed since, and whether it has ended',
  request: { params, query: schemas.updatesQuerySchema },
  responses: jsonResponse(schemas.updatesSchema, 'The news'),
})

const completedRoute = createRoute({
  method: 'get',
  path: '/completed/get/{id}',
  summary: 'Get a job that has ended',
  request: { params, query: view },
  responses: jsonResponse(schemas.jobSchema, 'The job'),
})

const resultRoute = createRoute({
  method: 'get',
  path: '/completed/get_result/{id}',
  summary: 'Get the result of a job that has ended',
  request: { params },
  responses: jsonResponse(z.unknown(), 'The result'),
})

const resultMaybeRoute = createRoute({
  method: 'get',
  path: '/completed/get_result_maybe/{id}',
  summary: 'Get the result of a job if it has ended',
  request: { params },
  responses: jsonResponse(schemas.resultMaybeSchema, 'The result, or that there is none yet'),
})

const rootRoute = createRoute({
  method: 'get',
  path: '/get_root_job_id/{id}',
  summary: 'Get the first of the jobs that led to a job',
  request: { params },
  responses: jsonResponse(z.string(), 'Its id'),
})

const filesRoute = createRoute({
  method: 'get',
  path: '/files/{id}',
  summary: 'List the files that a job was seen to use',
  request: { params },
  responses: jsonResponse(z.array(runFileSchema), 'The files, in the order of their first use'),
})

const flowFilesRoute = createRoute({
  method: 'get',
  path: '/flow/files/{id}',
  summary: 'List the files that the steps of a pipeline were seen to read and write',
  request: { params },
  responses: jsonResponse(flowFilesSchema, 'By the id of the step'),
})

const cancelRoute = createRoute({
  method: 'post',
  path: '/queue/cancel/{id}',
  summary: 'End a job that waits or runs',
  request: { params, ...jsonRequest(schemas.cancelSchema) },
  responses: textResponse('The id of the job'),
})

/** Under `/w/:workspace/jobs_u`. Unlike in the original nobody gets anything there without being known. */
export const jobStateRoutes = createRouter()
  .openapi(getRoute, async (c) =>
    c.json(await getJobWithSteps(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  )
  .openapi(logsRoute, async (c) => c.text(await getJobLogs(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(updatesRoute, async (c) =>
    c.json(await getJobUpdates(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  )
  .openapi(completedRoute, async (c) =>
    c.json(await getCompletedJobWithSteps(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  )
  .openapi(resultRoute, async (c) => c.json(await getJobResult(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(resultMaybeRoute, async (c) => c.json(await getJobResultMaybe(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(rootRoute, async (c) => c.json(await getRootJobId(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(filesRoute, async (c) => c.json(await listRunFiles(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(flowFilesRoute, async (c) => c.json(await listFlowFiles(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(cancelRoute, async (c) => {
    const { id } = c.req.valid('param')
    await cancelRun(c.get('ctx'), { id, ...c.req.valid('json') })
    return c.text(id, 200)
  })
