import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { flowExists, getFlow, listFlows } from '@/lib/pipelines/get-flow'
import { archiveFlow, createFlow, deleteFlow, updateFlow } from '@/lib/pipelines/save-flow'
import * as schemas from '@/lib/pipelines/schema'
import { createRouter } from './create-router'
import { ITEM_PATH, itemPathParams, readItemPath } from './item-path'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const params = itemPathParams

const createFlowRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Store a pipeline',
  description:
    '`value` has the form of `get`, a part of OpenFlow: script, rawscript, identity, forloopflow and branchall.',
  request: jsonRequest(schemas.newFlowSchema),
  responses: textResponse('Its path', 201),
})

const updateRoute = createRoute({
  method: 'post',
  path: `/update/${ITEM_PATH}`,
  summary: 'Change a pipeline, and move it where the body names another path',
  request: { params, ...jsonRequest(schemas.editFlowSchema) },
  responses: textResponse('Its path'),
})

const archiveRoute = createRoute({
  method: 'post',
  path: `/archive/${ITEM_PATH}`,
  summary: 'Take a pipeline out of use, or back into it',
  request: { params, ...jsonRequest(schemas.archiveFlowSchema) },
  responses: textResponse('Its path'),
})

const deleteRoute = createRoute({
  method: 'delete',
  path: `/delete/${ITEM_PATH}`,
  summary: 'Delete a pipeline',
  request: { params },
  responses: textResponse('Its path'),
})

const getRoute = createRoute({
  method: 'get',
  path: `/get/${ITEM_PATH}`,
  summary: 'Get a pipeline',
  request: { params },
  responses: jsonResponse(schemas.wireFlowSchema, 'The pipeline'),
})

const existsRoute = createRoute({
  method: 'get',
  path: `/exists/${ITEM_PATH}`,
  summary: 'Tell whether a pipeline is there',
  request: { params },
  responses: jsonResponse(z.boolean(), 'Whether one is in use there that the caller can read'),
})

const listRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List pipelines without their steps',
  request: { query: schemas.flowListSchema },
  responses: jsonResponse(z.array(schemas.wireFlowSchema), 'The pipelines of one page, the last changed first'),
})

/** Under `/w/:workspace/flows`. */
export const flowRoutes = createRouter()
  .openapi(createFlowRoute, async (c) => c.text((await createFlow(c.get('ctx'), c.req.valid('json'))).path, 201))
  .openapi(updateRoute, async (c) => {
    const { path: current } = readItemPath(c.req.valid('param'))
    return c.text((await updateFlow(c.get('ctx'), { ...c.req.valid('json'), current })).path, 200)
  })
  .openapi(archiveRoute, async (c) => {
    const input = { ...c.req.valid('json'), ...readItemPath(c.req.valid('param')) }
    return c.text((await archiveFlow(c.get('ctx'), input)).path, 200)
  })
  .openapi(deleteRoute, async (c) =>
    c.text((await deleteFlow(c.get('ctx'), readItemPath(c.req.valid('param')))).path, 200),
  )
  .openapi(getRoute, async (c) => {
    const flow = await getFlow(c.get('ctx'), readItemPath(c.req.valid('param')))
    return c.json({ ...flow, value: { ...flow.value } }, 200)
  })
  .openapi(existsRoute, async (c) => c.json(await flowExists(c.get('ctx'), readItemPath(c.req.valid('param'))), 200))
  .openapi(listRoute, async (c) => c.json(await listFlows(c.get('ctx'), c.req.valid('query')), 200))
