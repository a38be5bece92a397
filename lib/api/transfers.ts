import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { cancelTransfer, pauseTransfer, resumeTransfer } from '@/lib/transfers/control-transfer'
import { createTransfer } from '@/lib/transfers/create-transfer'
import { deleteTransfer } from '@/lib/transfers/delete-transfer'
import { exportFailures } from '@/lib/transfers/export-failures'
import { getTransfer } from '@/lib/transfers/get-transfer'
import { listFailures } from '@/lib/transfers/list-failures'
import { listTransfers } from '@/lib/transfers/list-transfers'
import { retryTransfer } from '@/lib/transfers/retry-transfer'
import * as schemas from '@/lib/transfers/schema'
import { createRouter } from './create-router'
import { csvResponse } from './csv-response'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'

const params = schemas.transferIdSchema
const answer = jsonResponse(schemas.transferSchema, 'The transfer')

const createTransferRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Copy or move files and folders from storage to storage, as a job',
  request: jsonRequest(schemas.createTransferSchema),
  responses: answer,
})

const listTransfersRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List transfers: the own ones, for admins all',
  request: { query: schemas.listTransfersSchema },
  responses: jsonResponse(schemas.transferPageSchema, 'Transfers, newest first'),
})

const getTransferRoute = createRoute({
  method: 'get',
  path: '/get/{id}',
  summary: 'How far a transfer is',
  request: { params },
  responses: answer,
})

const failuresRoute = createRoute({
  method: 'get',
  path: '/failures/{id}',
  summary: 'What a transfer could not take, and why',
  request: { params, query: schemas.listFailuresSchema },
  responses: jsonResponse(schemas.failurePageSchema, 'Failures of one page'),
})

const failuresCsvRoute = createRoute({
  method: 'get',
  path: '/failures_csv/{id}',
  summary: 'Download what a transfer could not take as CSV',
  request: { params },
  responses: { 200: { description: 'Lines of CSV', content: { 'text/csv': { schema: z.string() } } } },
})

const control = (verb: 'pause' | 'resume' | 'cancel', summary: string) =>
  createRoute({ method: 'post', path: `/${verb}/{id}`, summary, request: { params }, responses: answer })

const retryRoute = createRoute({
  method: 'post',
  path: '/retry/{id}',
  summary: 'Try what a transfer failed at again, as a new transfer',
  request: { params, ...jsonRequest(schemas.retryTransferSchema.omit({ id: true })) },
  responses: answer,
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/delete/{id}',
  summary: 'Forget a transfer that has ended',
  request: { params },
  responses: jsonResponse(schemas.transferIdSchema, 'Forgotten'),
})

/** Under `/w/:workspace/transfers`. An extension of our own. */
export const transferRoutes = createRouter()
  .openapi(createTransferRoute, async (c) => c.json(await createTransfer(c.get('ctx'), c.req.valid('json')), 200))
  .openapi(listTransfersRoute, async (c) => c.json(await listTransfers(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(getTransferRoute, async (c) => c.json(await getTransfer(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(failuresRoute, async (c) =>
    c.json(await listFailures(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  )
  .openapi(failuresCsvRoute, async (c) =>
    csvResponse(c, 'transfer-failures.csv', await exportFailures(c.get('ctx'), c.req.valid('param'))),
  )
  .openapi(control('pause', 'Hold a transfer'), async (c) =>
    c.json(await pauseTransfer(c.get('ctx'), c.req.valid('param')), 200),
  )
  .openapi(control('resume', 'Let a transfer go on'), async (c) =>
    c.json(await resumeTransfer(c.get('ctx'), c.req.valid('param')), 200),
  )
  .openapi(control('cancel', 'End a transfer'), async (c) =>
    c.json(await cancelTransfer(c.get('ctx'), c.req.valid('param')), 200),
  )
  .openapi(retryRoute, async (c) =>
    c.json(await retryTransfer(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  )
  .openapi(deleteRoute, async (c) => c.json(await deleteTransfer(c.get('ctx'), c.req.valid('param')), 200))
