import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { deleteResourceType, updateResourceType } from '@/lib/resource-types/change-resource-type'
import { createResourceType } from '@/lib/resource-types/create-resource-type'
import {
  findResourceTypeOf,
  getResourceTypeOf,
  listResourceTypeNames,
  listResourceTypes,
} from '@/lib/resource-types/describe-types'
import * as schemas from '@/lib/resource-types/schema'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const listTypesRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List the resource types',
  responses: jsonResponse(z.array(schemas.wireTypeSchema), 'The types, each with the JSON schema of its values'),
})

const listNamesRoute = createRoute({
  method: 'get',
  path: '/listnames',
  summary: 'List the names of the resource types',
  responses: jsonResponse(z.array(z.string()), 'The names'),
})

const getTypeRoute = createRoute({
  method: 'get',
  path: '/get/{name}',
  summary: 'Describe a resource type',
  request: { params: schemas.typeNameSchema },
  responses: jsonResponse(schemas.wireTypeSchema, 'The type, with the JSON schema of its values'),
})

const existsRoute = createRoute({
  method: 'get',
  path: '/exists/{name}',
  summary: 'Tell whether there is a resource type of that name',
  request: { params: schemas.typeNameSchema },
  responses: jsonResponse(z.boolean(), 'Whether there is'),
})

const createTypeRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Define a resource type for the workspace',
  request: jsonRequest(schemas.newResourceTypeSchema),
  responses: textResponse('Defined', 201),
})

const updateTypeRoute = createRoute({
  method: 'post',
  path: '/update/{name}',
  summary: 'Change a resource type of the workspace; what is left out stays',
  request: { params: schemas.typeNameSchema, ...jsonRequest(schemas.editResourceTypeSchema) },
  responses: textResponse('Changed'),
})

const deleteTypeRoute = createRoute({
  method: 'delete',
  path: '/delete/{name}',
  summary: 'Take away a resource type of the workspace',
  request: { params: schemas.typeNameSchema },
  responses: textResponse('Deleted'),
})

/** The types of `resources/type/*`: the names and shapes are those of the published clients. */
export const resourceTypeRoutes = createRouter()
  .openapi(listTypesRoute, async (c) => c.json(await listResourceTypes(c.get('ctx')), 200))
  .openapi(listNamesRoute, async (c) => c.json(await listResourceTypeNames(c.get('ctx')), 200))
  .openapi(getTypeRoute, async (c) => c.json(await getResourceTypeOf(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(existsRoute, async (c) =>
    c.json((await findResourceTypeOf(c.get('ctx'), c.req.valid('param'))) !== null, 200),
  )
  .openapi(createTypeRoute, async (c) => {
    const { name } = await createResourceType(c.get('ctx'), c.req.valid('json'))
    return c.text(`resource_type ${name} created`, 201)
  })
  .openapi(updateTypeRoute, async (c) => {
    const { name } = await updateResourceType(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('json') })
    return c.text(`resource_type ${name} updated`, 200)
  })
  .openapi(deleteTypeRoute, async (c) => {
    const { name } = await deleteResourceType(c.get('ctx'), c.req.valid('param'))
    return c.text(`resource_type ${name} deleted`, 200)
  })
