import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { deleteResource } from '@/lib/resources/delete-resource'
import { createOrEditResource, editResource } from '@/lib/resources/edit-resource'
import { getInterpolatedValue, getResourceValue } from '@/lib/resources/get-resource-value'
import * as wire from '@/lib/resources/wire'
import { describeWireResource, listWireResources, resourceExists } from '@/lib/resources/wire-resources'
import { createRouter } from './create-router'
import { ITEM_PATH, itemPathParams, readItemPath } from './item-path'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { quickJson } from './quick-json'
import { textResponse } from './text-response'

const createResourceRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Create a resource',
  request: { query: wire.createResourceQuerySchema, ...jsonRequest(wire.newResourceSchema) },
  responses: textResponse('Its path', 201),
})

const updateResourceRoute = createRoute({
  method: 'post',
  path: `/update/${ITEM_PATH}`,
  summary: 'Change a resource; what is left out stays',
  request: { params: itemPathParams, ...jsonRequest(wire.editResourceSchema) },
  responses: textResponse('Changed'),
})

const updateValueRoute = createRoute({
  method: 'post',
  path: `/update_value/${ITEM_PATH}`,
  summary: 'Replace the value of a resource',
  request: { params: itemPathParams, ...jsonRequest(wire.resourceValueSchema) },
  responses: textResponse('Changed'),
})

const deleteResourceRoute = createRoute({
  method: 'delete',
  path: `/delete/${ITEM_PATH}`,
  summary: 'Delete a resource that no storage uses',
  request: { params: itemPathParams },
  responses: textResponse('Deleted'),
})

const getResourceRoute = createRoute({
  method: 'get',
  path: `/get/${ITEM_PATH}`,
  summary: 'Describe a resource, with its value',
  request: { params: itemPathParams },
  responses: jsonResponse(wire.wireResourceSchema, 'The resource, references in its value as they are written'),
})

/** Any JSON at all, also a text or a number. */
const anyJson = { 200: { description: 'The value' } }

const getValueRoute = createRoute({
  method: 'get',
  path: `/get_value/${ITEM_PATH}`,
  summary: 'Get the value of a resource as it is written',
  request: { params: itemPathParams },
  responses: anyJson,
})

const getInterpolatedRoute = createRoute({
  method: 'get',
  path: `/get_value_interpolated/${ITEM_PATH}`,
  summary: 'Get the value of a resource with its references followed',
  request: { params: itemPathParams },
  responses: anyJson,
})

const existsRoute = createRoute({
  method: 'get',
  path: `/exists/${ITEM_PATH}`,
  summary: 'Tell whether a resource is there',
  request: { params: itemPathParams },
  responses: jsonResponse(z.boolean(), 'Whether the caller can read one there'),
})

const listResourcesRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List resources without their values',
  request: { query: wire.resourceListSchema },
  responses: jsonResponse(z.array(wire.wireResourceSchema), 'The resources of one page, by path'),
})

/** Under `/api/w/:workspace/resources`. */
export const resourceRoutes = createRouter()
  .openapi(createResourceRoute, async (c) => {
    const update = c.req.valid('query').update_if_exists === 'true'
    return c.text(await createOrEditResource(c.get('ctx'), c.req.valid('json'), update), 201)
  })
  .openapi(updateResourceRoute, async (c) => {
    const at = readItemPath(c.req.valid('param'))
    return c.text(`resource ${await editResource(c.get('ctx'), at, c.req.valid('json'))} updated`, 200)
  })
  .openapi(updateValueRoute, async (c) => {
    const { value = null } = c.req.valid('json')
    return c.text(
      `value of resource ${await editResource(c.get('ctx'), readItemPath(c.req.valid('param')), { value })} updated`,
      200,
    )
  })
  .openapi(deleteResourceRoute, async (c) => {
    const { path } = await deleteResource(c.get('ctx'), readItemPath(c.req.valid('param')))
    return c.text(`resource ${path} deleted`, 200)
  })
  .openapi(getResourceRoute, async (c) =>
    c.json(await describeWireResource(c.get('ctx'), readItemPath(c.req.valid('param'))), 200),
  )
  .openapi(getValueRoute, async (c) =>
    quickJson(await getResourceValue(c.get('ctx'), readItemPath(c.req.valid('param')))),
  )
  .openapi(getInterpolatedRoute, async (c) =>
    quickJson(await getInterpolatedValue(c.get('ctx'), readItemPath(c.req.valid('param')))),
  )
  .openapi(existsRoute, async (c) =>
    c.json(await resourceExists(c.get('ctx'), readItemPath(c.req.valid('param'))), 200),
  )
  .openapi(listResourcesRoute, async (c) => c.json(await listWireResources(c.get('ctx'), c.req.valid('query')), 200))
